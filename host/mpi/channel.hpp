// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <memory>
#include <optional>
#include <string>

#include "host/error.hpp"
#include "host/mpi/words.hpp"

namespace brink {

/// The kinds of messages; messages.hpp says what each contains.
enum class Tag : int {
  start,    ///< from a rank: how it was started
  setup,    ///< from root: the config, and how to compute
  ready,    ///< from a rank: its threads and host
  range,    ///< from root: a group of cells whose images come next
  block,    ///< from root: images of the range
  done,     ///< from a rank: a block is computed
  close,    ///< from root: no more blocks of this range
  tallies,  ///< from a rank: the results of all its blocks of the range
  failed,   ///< from a rank: it cannot go on, with the reason
  stopped,  ///< from a rank: it got a signal and gives up its work
  drop,     ///< from root: the range is given up; nothing more is wanted
  end,      ///< from root: the program is over, with its exit code
  bye       ///< from a rank: its last message
};

struct Message {
  unsigned from = 0;
  Tag tag = Tag::bye;
  Words words;
};

/// A rank can no longer be reached.
class LostConnection : public Error {
 public:
  explicit LostConnection(const std::string& line) : Error(Exit::failed, line) {}
};

/// Exchanges messages between the ranks of one launch. Messages between two ranks arrive in
/// order. Only one thread of a rank may use it.
class Channel {
 public:
  static constexpr unsigned root = 0;

  virtual ~Channel() = default;
  Channel() = default;
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  virtual unsigned rank() const = 0;
  virtual unsigned ranks() const = 0;
  /// This rank's number among the ranks on its machine, from 0.
  virtual unsigned local_rank() const = 0;
  /// The cores of this machine that a rank may use, by affinity and quota, shared fairly with the
  /// other ranks on the machine.
  virtual unsigned fair_threads() const = 0;
  virtual std::string host() const = 0;

  /// @throw LostConnection, as every call after that does
  virtual void send(unsigned to, Tag tag, const Words& words) = 0;
  /// The next message from any rank, or nothing if there is none now.
  virtual std::optional<Message> poll() = 0;

  /// Ends an orderly run. Every rank calls it last.
  virtual void leave() = 0;
  /// Ends every rank with this exit code, instead of leave(), even if the run is not orderly.
  virtual void abort(Exit code) = 0;
};

/// Joins the ranks with which this process was launched. All ranks must call it together.
/// @throw Error(Exit::failed), also where the program was built without MPI
std::unique_ptr<Channel> join_ranks();

/// The MPI library, such as "Open MPI v4.1.4", or an empty string where the program was built
/// without MPI.
std::string mpi_library();

}  // namespace brink
