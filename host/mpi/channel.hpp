// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <memory>
#include <optional>
#include <string>

#include "host/error.hpp"
#include "host/mpi/words.hpp"

namespace brink {

/// What a message is about; messages.hpp says what each holds.
enum class Tag : int {
  setup,    ///< root: the config, how to compute
  ready,    ///< rank: its threads and host
  range,    ///< root: a group of cells whose images come next
  block,    ///< root: images of the range
  done,     ///< rank: a block is computed
  close,    ///< root: no more blocks of this range
  tallies,  ///< rank: what all its blocks of the range have found
  failed,   ///< rank: it cannot go on, with the reason
  stopped,  ///< rank: it got a signal and gives up its work
  drop,     ///< root: the range is given up, nothing is wanted of it
  end,      ///< root: the program is over, with its exit code
  bye       ///< rank: its last message
};

struct Message {
  unsigned from = 0;
  Tag tag = Tag::bye;
  Words words;
};

/// A rank cannot be reached any more.
class LostConnection : public Error {
 public:
  explicit LostConnection(const std::string& line) : Error(Exit::failed, line) {}
};

/// How the ranks of one launch talk: messages between two ranks arrive in order.
/// Only one thread of a rank may use it.
class Channel {
 public:
  static constexpr unsigned root = 0;

  virtual ~Channel() = default;
  Channel() = default;
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  virtual unsigned rank() const = 0;
  virtual unsigned ranks() const = 0;
  /// This rank's number among those on its machine, from 0.
  virtual unsigned local_rank() const = 0;
  /// Cores of this machine that a rank may use, shared fairly with the other ranks on it.
  virtual unsigned fair_threads() const = 0;
  virtual std::string host() const = 0;

  /// @throw LostConnection, as every call from here on
  virtual void send(unsigned to, Tag tag, const Words& words) = 0;
  /// The next message from any rank, if there is one now.
  virtual std::optional<Message> poll() = 0;

  /// Ends an orderly run; every rank calls it last.
  virtual void leave() = 0;
  /// Instead of leave(): ends every rank, orderly or not, with this exit code.
  virtual void abort(Exit code) = 0;
};

/// Joins the ranks this process was launched with. Collective: all ranks call it.
/// @throw Error(Exit::failed), also where the program was built without MPI
std::unique_ptr<Channel> join_ranks();

/// "Open MPI v4.1.4", or empty where the program was built without MPI.
std::string mpi_library();

}  // namespace brink
