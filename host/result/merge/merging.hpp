// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "host/result/results.hpp"

namespace brink {

/// Adds up files that hold disjoint image ranges of one sweep. The sum has the tallies, and so the
/// tables, of the run over all of these images. Ranges may come in any order, need not touch, and
/// may differ from cell to cell.
///
/// The sum's config asks for everything from the first image of any part to the last one. Where the
/// parts leave a gap, its cells are part done.
class Merger {
 public:
  /// Adds a part, as read_results() gives it. `path` is for messages.
  ///
  /// @throw Error(Exit::bad_file), one line: the settings at which its config differs
  /// (but for first_image and samples), or the images that an earlier part has as
  /// well, with the cell and both files
  void add(const std::string& path, Results part);

  /// The sum of the parts, at least one.
  ///
  /// @param command the command line, for `history`
  /// @throw Error(Exit::bad_file) where no config can ask for so wide a range
  Results result(const std::string& command);

 private:
  /// The images of one cell in one part.
  struct Holding {
    std::size_t part;
    ImageRanges images;
  };

  void require_same_sweep(const std::string& path, const Results& part) const;
  void add_cell(std::size_t index, const CellResult& cell);
  Config whole_config() const;

  Results sum_;
  std::vector<std::string> paths_;
  std::vector<ImageRange> asked_;               ///< by part: what its config asks for
  std::vector<std::vector<Holding>> holdings_;  ///< [cell]
};

}  // namespace brink
