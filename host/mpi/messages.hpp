// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cuda/shape.hpp"
#include "host/cpu/collector.hpp"
#include "host/cpu/cost_accumulator.hpp"
#include "host/mpi/blocks.hpp"
#include "host/mpi/words.hpp"

namespace brink {

/// Tag::start. How a rank was started.
struct StartMessage {
  std::vector<std::string> arguments;
  std::string host;
  std::string folder;
};

/// Tag::setup. What a rank must know before it can compute.
struct SetupMessage {
  std::string version;  ///< root's version and commit: other code may give other tallies
  std::string config_name;
  std::string config_text;    ///< Config::text, with overrides applied
  std::uint64_t threads = 0;  ///< of each rank; 0: its fair share of its machine's cores
};

/// Tag::ready.
struct ReadyMessage {
  std::uint64_t threads = 0;
  std::string host;
};

/// Tag::range. The cells by which a range of images is judged.
struct RangeMessage {
  struct Cell {
    std::uint64_t classifier = 0;  ///< its place in the config
    std::int64_t threshold = 0;    ///< root's: floating point may differ between machines
  };
  Shape shape;
  std::vector<Cell> cells;
  std::vector<NormLook> looks;  ///< of a second look
};

/// Tag::done.
struct DoneMessage {
  std::uint64_t images = 0;
  std::uint64_t nanoseconds = 0;
};

// Every decoder @throw Error(Exit::failed) where the words do not have the right form.

Words encode(const StartMessage& message);
Words encode(const SetupMessage& message);
Words encode(const ReadyMessage& message);
Words encode(const RangeMessage& message);
/// Tag::block.
Words encode(const ImageRange& block);
Words encode(const DoneMessage& message);
/// One text or one number, for Tag::failed and Tag::end.
Words encode(const std::string& text);
Words encode(std::uint64_t number);

StartMessage decode_start(const Words& words);
SetupMessage decode_setup(const Words& words);
ReadyMessage decode_ready(const Words& words);
RangeMessage decode_range(const Words& words);
ImageRange decode_block(const Words& words);
DoneMessage decode_done(const Words& words);
std::string decode_text(const Words& words);
std::uint64_t decode_number(const Words& words);

/// Tag::tallies. Costs and counts as integers, for all cells of a range. The argument is not
/// const, because a tally sorts its contents when it is read.
Words encode(std::vector<CellTally>& tallies);
std::vector<CellTally> decode_tallies(const Words& words, std::size_t cells,
                                      const CostGrids& grids);

}  // namespace brink
