// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace brink::device {

/// Whether a thread, a warp or a block draws, counts and solves an image.
enum class Mapping { thread, warp, block };

/// The work of one image in SASS instructions, as far as it depends on the mapping.
struct ImageWork {
  std::uint64_t blocks = 1;   ///< Philox blocks
  double per_block = 60;      ///< instructions for each Philox block
  std::uint32_t storage = 0;  ///< words cleared for an image
  std::uint32_t lists = 0;    ///< how many equal parts of them are sorted, too
  std::uint32_t items = 0;    ///< how many items are solved
  double per_item = 200;      ///< instructions for each item
};

/// A way to launch a kernel.
struct Candidate {
  Mapping mapping = Mapping::block;
  unsigned threads = 256;      ///< threads of a block
  std::uint64_t resident = 1;  ///< blocks that the device holds at once
};

struct MappingChoice {
  Candidate candidate;
  std::uint32_t parts = 1;  ///< blocks that share an image
};

/// How many images a block of the candidate works on at once.
std::uint64_t images_in_block(const Candidate& candidate);

/// How many blocks share an image, so that few images fill a device; 1 for the other mappings.
std::uint32_t parts_of_image(const Candidate& candidate, const ImageWork& work,
                             std::uint64_t images);

/// Instructions that each thread of the candidate has for an image that it does not share.
std::uint64_t instructions_per_image(const Candidate& candidate, const ImageWork& work);

/// The clocks that the images take, up to a factor that all candidates share. This is the number
/// of warp instructions over the number of warps that issue them. A multiprocessor issues four
/// instructions a clock if it holds some sixteen warps; with fewer, warps wait for their own
/// results.
double clocks(const Candidate& candidate, const ImageWork& work, std::uint64_t images,
              unsigned multiprocessors);

/// Chooses the candidate that takes the fewest clocks. `candidates` must not be empty.
MappingChoice choose_mapping(const std::vector<Candidate>& candidates, const ImageWork& work,
                             std::uint64_t images, unsigned multiprocessors);

}  // namespace brink::device
