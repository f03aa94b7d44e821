// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/mpi/service.hpp"

#include <fmt/format.h>

#include <memory>
#include <new>
#include <optional>

#include "host/config/load.hpp"
#include "host/mpi/build_name.hpp"
#include "host/mpi/messages.hpp"
#include "host/mpi/pause.hpp"
#include "host/mpi/range_work.hpp"
#include "host/mpi/share_of_work.hpp"
#include "host/run/group_job.hpp"

namespace brink {
namespace {

class Service {
 public:
  Service(Channel& channel, const GroupRunner& run, const std::atomic<bool>& interrupted)
      : channel_(channel), run_(run), interrupted_(interrupted) {}

  Exit run() {
    while (!exit_) {
      const bool busy = guarded([this] { return turn(); });
      if (busy) {
        pause_.reset();
      } else {
        pause_.sleep();
      }
    }
    work_.reset();
    channel_.send(Channel::root, Tag::bye, {});
    return *exit_;
  }

 private:
  /// Tells root about every error except a lost connection, which is not caught.
  template <class Action>
  bool guarded(Action action) {
    try {
      return action();
    } catch (const std::bad_alloc&) {
      fail("out of memory");
    } catch (const LostConnection&) {
      throw;
    } catch (const std::exception& error) {
      fail(error.what());
    }
    return true;
  }

  void fail(const char* reason) {
    work_.reset();
    channel_.send(Channel::root, Tag::failed, encode(std::string(reason)));
  }

  /// Does one turn of the loop. Returns whether there was something to do.
  bool turn() {
    bool busy = false;
    if (const auto message = channel_.poll()) {
      handle(*message);
      busy = true;
    }
    if (interrupted_.load() && !stopped_) {
      stopped_ = true;
      work_.reset();
      channel_.send(Channel::root, Tag::stopped, {});
    }
    if (work_ == nullptr) return busy;
    for (const DoneMessage& done : work_->queue.take_notes()) {
      channel_.send(Channel::root, Tag::done, encode(done));
      busy = true;
    }
    if (!work_->finished()) return busy;
    const std::unique_ptr<RangeWork> work = std::move(work_);
    std::vector<CellTally> found = work->take();
    for (const DoneMessage& done : work->queue.take_notes()) {  // may have been noted since the
                                                                // loop above
      channel_.send(Channel::root, Tag::done, encode(done));
    }
    channel_.send(Channel::root, Tag::tallies, encode(found));
    return true;
  }

  void handle(const Message& message) {
    switch (message.tag) {
      case Tag::setup:
        set_up(decode_setup(message.words));
        break;
      case Tag::range:
        start(decode_range(message.words));
        break;
      case Tag::block:
        if (work_ != nullptr) work_->queue.push(decode_block(message.words));
        break;
      case Tag::close:
        if (work_ != nullptr) work_->queue.close();
        break;
      case Tag::drop:
        work_.reset();
        break;
      case Tag::end:
        exit_ = static_cast<Exit>(decode_number(message.words));
        break;
      default:
        throw Error(Exit::failed, "MPI: this rank got a message that only root may get");
    }
  }

  void set_up(const SetupMessage& setup) {
    if (setup.version != build_name()) {
      throw Error(Exit::failed,
                  fmt::format("this rank runs brink {}, but root runs brink {}; all ranks "
                              "must run the same program",
                              build_name(), setup.version));
    }
    config_ = parse_config(setup.config_text, setup.config_name, {}, ClassNames::any);
    group_.reset();
    threads_ = setup.threads > 0 ? static_cast<unsigned>(setup.threads) : channel_.fair_threads();
    channel_.send(Channel::root, Tag::ready, encode(ReadyMessage{threads_, channel_.host()}));
  }

  void start(const RangeMessage& range) {
    if (stopped_) return;
    if (!group_ || !same_shape(group_->source.shape, range.shape)) {
      group_ = make_group_job(config_, range.shape, tables_);
    }
    GroupJob job = *group_;
    job.cells.clear();
    for (const RangeMessage::Cell& cell : range.cells) {
      job.cells.push_back(group_->cells.at(cell.classifier));
      job.cells.back().plan.threshold = cell.threshold;
    }
    if (!range.looks.empty()) job = looking(std::move(job), config_, range.looks);
    work_ = std::make_unique<RangeWork>(run_, std::move(job), threads_, [this] { pause_.ring(); });
  }

  Channel& channel_;
  const GroupRunner& run_;
  const std::atomic<bool>& interrupted_;
  Config config_;
  SharedTables tables_;
  std::optional<GroupJob> group_;  ///< of the last range's shape
  unsigned threads_ = 1;
  bool stopped_ = false;
  std::optional<Exit> exit_;
  Pause pause_;
  std::unique_ptr<RangeWork> work_;
};

}  // namespace

Exit serve(Channel& channel, const GroupRunner& run, const std::atomic<bool>& interrupted) {
  return Service(channel, run, interrupted).run();
}

}  // namespace brink
