// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/mpi/ranks.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "host/mpi/agreement.hpp"
#include "host/mpi/channel.hpp"
#include "host/mpi/launch.hpp"
#include "host/mpi/service.hpp"
#include "host/tell.hpp"

namespace brink {
namespace {

// There is one team in a process, as there is one MPI.
Team* current_team = nullptr;
unsigned current_local_rank = 0;

/// The value of BRINK_MPI_BLOCK, or 0 where it is not set.
std::uint64_t fixed_block() {
  const char* const text = std::getenv("BRINK_MPI_BLOCK");
  if (text == nullptr) return 0;
  const std::string_view digits(text);
  std::uint64_t block = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), block);
  if (error != std::errc{} || end != digits.data() + digits.size() || block == 0) {
    throw Error(Exit::usage,
                fmt::format("BRINK_MPI_BLOCK={}: this is not a number of images; accepted: "
                            "an integer from 1, or no such variable",
                            text));
  }
  return block;
}

/// Refuses a launch that MPI sees differently from the launcher's variables, because each process
/// would compute the whole run and write the same file.
void require_all(Channel& channel, const Launch& launch) {
  if (channel.ranks() == launch.ranks) return;
  const unsigned seen = channel.ranks();
  channel.leave();
  throw Error(
      Exit::failed,
      fmt::format("this process is rank {} of {}, but {} sees {}: the launcher of another "
                  "MPI has started it, or its variables are left over; accepted: the mpirun "
                  "of this MPI, or BRINK_MPI=0 for a process that works alone",
                  launch.rank, launch.ranks, mpi_library(), seen));
}

Exit serve_root(Channel& channel, const std::vector<std::string>& arguments,
                const GroupRunner& local, const std::atomic<bool>& interrupted) {
  try {
    agree(channel, arguments);
    const Exit code = serve(channel, local, interrupted);
    channel.leave();
    return code;
  } catch (const std::exception& error) {
    tell(fmt::format("rank {}: {}", channel.rank(), error.what()));
    channel.abort(Exit::failed);
    return Exit::failed;
  }
}

}  // namespace

Team* team() { return current_team; }

unsigned local_rank() { return current_local_rank; }

Exit run_on_root(const std::vector<std::string>& arguments, const std::function<Exit()>& program,
                 const GroupRunner& local,
                 const std::function<const std::atomic<bool>&()>& catch_interrupts) {
  const auto variable = [](const char* name) { return std::getenv(name); };
  const auto launch = find_launch(variable);
  if (!launch) return program();
  if (const auto setting = transport_setting(*launch, variable)) {
    setenv(setting->name, setting->value, 0);
  }
  std::unique_ptr<Channel> channel;
  std::uint64_t block = 0;
  try {
    block = fixed_block();
    channel = join_ranks();
    require_all(*channel, *launch);
  } catch (const Error& error) {
    if (launch->rank != Channel::root) return error.code();  // root reports the error for all
    throw;
  }
  current_local_rank = channel->local_rank();
  if (channel->rank() != Channel::root) {
    return serve_root(*channel, arguments, local, catch_interrupts());
  }

  Team ranks(*channel, block);
  current_team = &ranks;
  Exit code = Exit::failed;
  try {
    agree(*channel, arguments);
    code = program();
  } catch (const Error& error) {
    tell(error.what());  // must come before a launcher sees the first rank end and kills the others
    code = error.code();
  }
  current_team = nullptr;
  if (ranks.end(code)) {
    channel->leave();
  } else {
    channel->abort(code);
  }
  return code;
}

}  // namespace brink
