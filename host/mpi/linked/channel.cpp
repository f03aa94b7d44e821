// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#define OMPI_SKIP_MPICXX 1  // leaves out the C++ bindings, which MPI has dropped
#define MPICH_SKIP_MPICXX 1
#include "host/mpi/channel.hpp"

#include <fmt/format.h>
#include <mpi.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "host/machine/affinity.hpp"
#include "host/machine/cpu_quota.hpp"

namespace brink {
namespace {

// A message is sent in pieces of at most this many words (64 MiB), because MPI counts in int.
constexpr std::size_t piece_words = std::size_t{1} << 23;

void check(int code, const char* what) {
  if (code == MPI_SUCCESS) return;
  char text[MPI_MAX_ERROR_STRING] = "";
  int length = 0;
  MPI_Error_string(code, text, &length);
  throw LostConnection(fmt::format("MPI: {}: {}", what, text));
}

/// The time from MPI_Init to MPI_Finalize, with one channel in all ranks of MPI_COMM_WORLD.
class MpiChannel : public Channel {
 public:
  MpiChannel() {
    int provided = 0;
    check(MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided), "MPI_Init_thread");
    check(MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN), "MPI_Comm_set_errhandler");
    if (provided < MPI_THREAD_FUNNELED) {
      throw Error(Exit::failed, "MPI: this library does not support programs with threads");
    }
    int number = 0;
    check(MPI_Comm_rank(MPI_COMM_WORLD, &number), "MPI_Comm_rank");
    rank_ = static_cast<unsigned>(number);
    check(MPI_Comm_size(MPI_COMM_WORLD, &number), "MPI_Comm_size");
    ranks_ = static_cast<unsigned>(number);
    look_around();
  }

  unsigned rank() const override { return rank_; }
  unsigned ranks() const override { return ranks_; }
  unsigned local_rank() const override { return local_rank_; }
  unsigned fair_threads() const override { return fair_threads_; }

  std::string host() const override {
    char name[MPI_MAX_PROCESSOR_NAME] = "";
    int length = 0;
    check(MPI_Get_processor_name(name, &length), "MPI_Get_processor_name");
    return {name, static_cast<std::size_t>(length)};
  }

  void send(unsigned to, Tag tag, const Words& words) override {
    std::size_t sent = 0;
    for (std::size_t piece = piece_words; piece == piece_words; sent += piece) {
      piece = std::min(piece_words, words.size() - sent);
      check(MPI_Send(words.data() + sent, static_cast<int>(piece), MPI_UINT64_T,
                     static_cast<int>(to), static_cast<int>(tag), MPI_COMM_WORLD),
            "MPI_Send");
    }
  }

  std::optional<Message> poll() override {
    int found = 0;
    MPI_Status status;
    check(MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &found, &status), "MPI_Iprobe");
    if (found == 0) return std::nullopt;
    Message message{static_cast<unsigned>(status.MPI_SOURCE), static_cast<Tag>(status.MPI_TAG), {}};
    while (receive_piece(status, message.words) == piece_words) {
      check(MPI_Probe(status.MPI_SOURCE, status.MPI_TAG, MPI_COMM_WORLD, &status), "MPI_Probe");
    }
    return message;
  }

  void leave() override { check(MPI_Finalize(), "MPI_Finalize"); }

  void abort(Exit code) override { MPI_Abort(MPI_COMM_WORLD, static_cast<int>(code)); }

 private:
  /// Appends the probed piece to `words` and returns its size.
  static std::size_t receive_piece(const MPI_Status& probed, Words& words) {
    int size = 0;
    check(MPI_Get_count(&probed, MPI_UINT64_T, &size), "MPI_Get_count");
    const std::size_t before = words.size();
    words.resize(before + static_cast<std::size_t>(size));
    check(MPI_Recv(words.data() + before, size, MPI_UINT64_T, probed.MPI_SOURCE, probed.MPI_TAG,
                   MPI_COMM_WORLD, MPI_STATUS_IGNORE),
          "MPI_Recv");
    return static_cast<std::size_t>(size);
  }

  /// Finds the other ranks of this machine. A rank's fair share is the number of cores that they
  /// may use together, divided by the number of ranks. This is right both where the launcher
  /// binds each rank to its own cores and where it binds none. A quota of CPU time is assumed to
  /// be shared by all of them.
  void look_around() {
    MPI_Comm machine = MPI_COMM_NULL;
    check(MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &machine),
          "MPI_Comm_split_type");
    int neighbours = 1, number = 0;
    check(MPI_Comm_size(machine, &neighbours), "MPI_Comm_size");
    check(MPI_Comm_rank(machine, &number), "MPI_Comm_rank");
    local_rank_ = static_cast<unsigned>(number);
    const CpuMask own = allowed_cpus();  // has the same length everywhere on a machine
    CpuMask all(own.size());
    check(MPI_Allreduce(own.data(), all.data(), static_cast<int>(own.size()), MPI_UNSIGNED_LONG,
                        MPI_BOR, machine),
          "MPI_Allreduce");
    check(MPI_Comm_free(&machine), "MPI_Comm_free");
    const auto cores = static_cast<double>(cpu_count(all));
    const double usable = std::min(cores, std::ceil(cpu_quota().value_or(cores)));
    fair_threads_ = std::max(1u, static_cast<unsigned>(usable) / static_cast<unsigned>(neighbours));
  }

  unsigned rank_ = 0;
  unsigned ranks_ = 1;
  unsigned local_rank_ = 0;
  unsigned fair_threads_ = 1;
};

}  // namespace

std::unique_ptr<Channel> join_ranks() { return std::make_unique<MpiChannel>(); }

std::string mpi_library() {
  char text[MPI_MAX_LIBRARY_VERSION_STRING] = "";
  int length = 0;
  check(MPI_Get_library_version(text, &length), "MPI_Get_library_version");
  const std::string all(text, static_cast<std::size_t>(length));
  return all.substr(0, all.find_first_of(",\n"));
}

}  // namespace brink
