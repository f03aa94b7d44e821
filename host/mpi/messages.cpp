// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/mpi/messages.hpp"

#include <algorithm>
#include <utility>

#include "host/error.hpp"

namespace brink {
namespace {

/// Reads a whole message.
template <class Read>
auto decode(const Words& words, Read read) {
  WordReader reader(words);
  auto message = read(reader);
  reader.finish();
  return message;
}

void write_costs(WordWriter& writer, CostAccumulator& costs) {
  const Tally& tally = costs.tally();
  writer.number(static_cast<std::uint64_t>(tally.bits));
  writer.numbers(tally.cost);
  writer.numbers(tally.count);
  // Of a second look: both halves of the sum of the distances.
  std::vector<std::uint64_t> sum;
  if (tally.sum) {
    sum = {static_cast<std::uint64_t>(*tally.sum >> 64), static_cast<std::uint64_t>(*tally.sum)};
  }
  writer.numbers(sum);
}

void read_costs(WordReader& reader, CostAccumulator& costs) {
  Tally tally;
  tally.bits = static_cast<int>(std::min<std::uint64_t>(reader.number(), Tally::exact));
  tally.cost = reader.numbers();
  tally.count = reader.numbers();
  const std::vector<std::uint64_t> sum = reader.numbers();
  if (sum.size() == 2) tally.sum = DistanceSum{sum[0]} << 64 | sum[1];
  if (tally.cost.size() != tally.count.size()) {
    throw Error(Exit::failed, "MPI: a tally between ranks does not have as many counts as costs");
  }
  costs.add(std::move(tally));
}

}  // namespace

Words encode(const StartMessage& message) {
  WordWriter writer;
  writer.text(message.host);
  writer.text(message.folder);
  writer.number(message.arguments.size());
  for (const std::string& argument : message.arguments) writer.text(argument);
  return writer.take();
}

StartMessage decode_start(const Words& words) {
  return decode(words, [](WordReader& reader) {
    StartMessage message;
    message.host = reader.text();
    message.folder = reader.text();
    for (std::uint64_t left = reader.number(); left > 0; --left) {
      message.arguments.push_back(reader.text());
    }
    return message;
  });
}

Words encode(const SetupMessage& message) {
  WordWriter writer;
  writer.text(message.version);
  writer.text(message.config_name);
  writer.text(message.config_text);
  writer.number(message.threads);
  return writer.take();
}

SetupMessage decode_setup(const Words& words) {
  return decode(words, [](WordReader& reader) {
    SetupMessage message;
    message.version = reader.text();
    message.config_name = reader.text();
    message.config_text = reader.text();
    message.threads = reader.number();
    return message;
  });
}

Words encode(const ReadyMessage& message) {
  WordWriter writer;
  writer.number(message.threads);
  writer.text(message.host);
  return writer.take();
}

ReadyMessage decode_ready(const Words& words) {
  return decode(words, [](WordReader& reader) {
    ReadyMessage message;
    message.threads = reader.number();
    message.host = reader.text();
    return message;
  });
}

Words encode(const RangeMessage& message) {
  WordWriter writer;
  writer.number(message.shape.n);
  writer.number(message.shape.h);
  writer.number(message.shape.b);
  writer.number(message.cells.size());
  for (const RangeMessage::Cell& cell : message.cells) {
    writer.number(cell.classifier);
    writer.number(static_cast<std::uint64_t>(cell.threshold));
  }
  writer.number(message.looks.size());
  for (const NormLook& look : message.looks) {
    writer.number(look.p);
    writer.numbers(look.kept);
  }
  return writer.take();
}

RangeMessage decode_range(const Words& words) {
  return decode(words, [](WordReader& reader) {
    RangeMessage message;
    message.shape.n = static_cast<std::uint32_t>(reader.number());
    message.shape.h = static_cast<std::uint32_t>(reader.number());
    message.shape.b = static_cast<std::uint32_t>(reader.number());
    const std::uint64_t cells = reader.number();
    for (std::uint64_t cell = 0; cell < cells; ++cell) {
      const std::uint64_t classifier = reader.number();
      message.cells.push_back({classifier, static_cast<std::int64_t>(reader.number())});
    }
    for (std::uint64_t left = reader.number(); left > 0; --left) {
      const std::uint64_t p = reader.number();
      message.looks.push_back({p, reader.numbers()});
    }
    return message;
  });
}

Words encode(const ImageRange& block) { return {block.first, block.count}; }

ImageRange decode_block(const Words& words) {
  return decode(words, [](WordReader& reader) {
    const std::uint64_t first = reader.number();
    return ImageRange{first, reader.number()};
  });
}

Words encode(const DoneMessage& message) { return {message.images, message.nanoseconds}; }

DoneMessage decode_done(const Words& words) {
  return decode(words, [](WordReader& reader) {
    const std::uint64_t images = reader.number();
    return DoneMessage{images, reader.number()};
  });
}

Words encode(const std::string& text) {
  WordWriter writer;
  writer.text(text);
  return writer.take();
}

std::string decode_text(const Words& words) {
  return decode(words, [](WordReader& reader) { return reader.text(); });
}

Words encode(std::uint64_t number) { return {number}; }

std::uint64_t decode_number(const Words& words) {
  return decode(words, [](WordReader& reader) { return reader.number(); });
}

Words encode(std::vector<CellTally>& tallies) {
  WordWriter writer;
  for (CellTally& tally : tallies) {
    writer.number(tally.samples);
    writer.number(tally.in_class);
    for (CostAccumulator& costs : tally.upper) write_costs(writer, costs);
    for (CostAccumulator& costs : tally.lower) write_costs(writer, costs);
  }
  return writer.take();
}

std::vector<CellTally> decode_tallies(const Words& words, std::size_t cells,
                                      const CostGrids& grids) {
  return decode(words, [&](WordReader& reader) {
    std::vector<CellTally> tallies(cells, CellTally(grids));
    for (CellTally& tally : tallies) {
      tally.samples = reader.number();
      tally.in_class = reader.number();
      for (CostAccumulator& costs : tally.upper) read_costs(reader, costs);
      for (CostAccumulator& costs : tally.lower) read_costs(reader, costs);
    }
    return tallies;
  });
}

}  // namespace brink
