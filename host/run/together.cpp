// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/run/together.hpp"

#include <algorithm>
#include <future>
#include <mutex>
#include <numeric>
#include <optional>
#include <utility>

#include "host/registry.hpp"
#include "host/run/groups.hpp"

namespace brink {
namespace {

/// The parts of a range and of those that follow it. The first parts are large, so that a device
/// seldom has to begin anew; the last ones are small, so that all end together.
class Parts {
 public:
  Parts(ImageRange range, std::size_t sharers,
        const std::function<std::optional<ImageRange>()>& more)
      : left_(range), sharers_(sharers), more_(more) {
    start();
  }

  std::optional<ImageRange> next() {
    const std::lock_guard lock(mutex_);
    if (closed_) return std::nullopt;
    if (left_.count == 0) {
      const std::optional<ImageRange> range = more_ ? more_() : std::nullopt;
      if (!range) return std::nullopt;
      left_ = *range;
      start();
    }
    const std::uint64_t count =
        std::min(left_.count, std::max(least_, left_.count / (2 * sharers_)));
    const ImageRange part{left_.first, count};
    left_ = {left_.first + count, left_.count - count};
    return part;
  }

  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }

 private:
  void start() {
    constexpr std::uint64_t most_parts = 32;  // of one sharer
    least_ = left_.count / (most_parts * sharers_) + 1;
  }

  std::mutex mutex_;
  ImageRange left_;
  std::uint64_t sharers_, least_ = 1;
  const std::function<std::optional<ImageRange>()>& more_;
  bool closed_ = false;
};

std::vector<CellTally> share(const std::vector<GroupRunner>& runners, const GroupJob& job,
                             std::uint64_t first, std::uint64_t count,
                             const GroupOptions& options) {
  Parts parts({first, count}, runners.size(), options.more);
  std::mutex telling;
  std::vector<std::uint64_t> held(runners.size());  ///< images that each can have in work
  std::vector<std::future<std::vector<CellTally>>> found;
  for (const GroupRunner& runner : runners) {
    const std::size_t place = found.size();
    found.push_back(std::async(std::launch::async, [&, place]() -> std::vector<CellTally> {
      GroupOptions own = options;
      own.more = [&] { return parts.next(); };
      own.in_flight = [&, place](std::uint64_t images) {
        const std::lock_guard lock(telling);
        held[place] = images;
        options.in_flight(std::accumulate(held.begin(), held.end(), std::uint64_t{0}));
      };
      std::vector<CellTally> sums = job.tallies();
      try {
        // A device ignores `more`.
        while (const auto part = parts.next()) {
          std::vector<CellTally> more = runner(job, part->first, part->count, own);
          if (more.empty()) return {};
          for (std::size_t i = 0; i < sums.size(); ++i) sums[i].add(std::move(more[i]));
        }
        return sums;
      } catch (...) {
        parts.close();
        throw;
      }
    }));
  }
  for (const auto& one : found) one.wait();  // none may outlive the job
  std::vector<CellTally> sums = job.tallies();
  bool cancelled = false;
  for (auto& one : found) {
    std::vector<CellTally> more = one.get();
    cancelled = cancelled || more.empty();
    for (std::size_t i = 0; !cancelled && i < sums.size(); ++i) sums[i].add(std::move(more[i]));
  }
  return cancelled ? std::vector<CellTally>{} : std::move(sums);
}

}  // namespace

GroupRunner together(std::vector<GroupRunner> runners) {
  if (runners.size() == 1) return std::move(runners.front());
  return [runners = std::move(runners)](const GroupJob& job, std::uint64_t first,
                                        std::uint64_t count, const GroupOptions& options) {
    return share(runners, job, first, count, options);
  };
}

double work_of(const std::vector<const ClassifierConfig*>& classes, double pixels) {
  constexpr double drawn = 1, counted = 0.5, whole_image = 64;
  double work = drawn;
  for (const ClassifierConfig* const one : classes) {
    with_classifier(one->type, [&](auto classifier) {
      constexpr bool whole = requires { &decltype(classifier)::scratch_words; };
      work += whole ? whole_image : counted;
    });
  }
  return work * pixels;
}

bool is_little_work(const Config& config) {
  if (config.tilted()) return true;
  std::vector<const ClassifierConfig*> classes;
  for (const ClassifierConfig& classifier : config.classifiers) classes.push_back(&classifier);
  const std::vector<SweepGroup> groups = groups_of(config);
  return std::all_of(groups.begin(), groups.end(), [&](const SweepGroup& group) {
    return work_of(classes, pixels_drawn(config, group.shape)) < large_work;
  });
}

GroupRunner by_work(GroupRunner small, GroupRunner large) {
  return [small = std::move(small), large = std::move(large)](
             const GroupJob& job, std::uint64_t first, std::uint64_t count,
             const GroupOptions& options) {
    std::vector<const ClassifierConfig*> classes;
    for (const CellJob& cell : job.cells) classes.push_back(cell.config);
    const double pixels =
        static_cast<double>(count) * static_cast<double>(job.source.shape.pixels());
    const bool is_large = options.more || work_of(classes, pixels) >= large_work;
    return (is_large ? large : small)(job, first, count, options);
  };
}

}  // namespace brink
