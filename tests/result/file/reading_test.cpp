// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/file/reading.hpp"

#include <gtest/gtest.h>

#include <random>

#include "host/disk/file_bytes.hpp"
#include "host/disk/seal.hpp"
#include "host/error.hpp"
#include "host/hdf5/write.hpp"
#include "host/result/file/writing.hpp"
#include "host/version.hpp"
#include "tests/result/refusal.hpp"
#include "tests/result/sample_results.hpp"
#include "tests/temporary_folder.hpp"

namespace brink {
namespace {

std::string refusal(const std::string& path) {
  return refusal_of(path, [&] { read_summary(path); });
}

TEST(ReadSummary, GivesBackWhatWasWritten) {
  const TemporaryFolder folder;
  const Results results = sample::results();
  write_results(results, folder / "a.h5");
  const FileSummary summary = read_summary(folder / "a.h5");
  EXPECT_EQ(summary.source.find(std::string("brink ") + version), 0u);
  EXPECT_EQ(summary.config, results.config.text);
  EXPECT_EQ(summary.seed, results.config.seed);
  EXPECT_EQ(summary.sampler, "pixels");
  EXPECT_EQ(summary.device, "cpu: 2 threads");
  EXPECT_EQ(summary.backend, "cpu (AVX2)");
  EXPECT_EQ(summary.classifiers, (std::vector<std::string>{"exact", "Halbraum \u2265 0"}));
  EXPECT_EQ(summary.channels, (std::vector<std::int64_t>{1, 3}));
  EXPECT_EQ(summary.n, (std::vector<std::int64_t>{3, 5, 8}));
  EXPECT_EQ(summary.bit_depth, (std::vector<std::int64_t>{1, 4}));
  EXPECT_EQ(summary.p, results.config.p);
  EXPECT_EQ(summary.radius_mode, RadiusMode::scale);
  EXPECT_EQ(summary.radius, results.config.radius);
  EXPECT_EQ(summary.quantiles, results.config.quantiles);
  EXPECT_EQ(summary.cells, 24u);
  EXPECT_EQ(summary.done, 23u);
}

TEST(ReadSummary, KnowsAbsoluteRadii) {
  const TemporaryFolder folder;
  const Results results = sample::results(RadiusMode::absolute);
  write_results(results, folder / "a.h5");
  const FileSummary summary = read_summary(folder / "a.h5");
  EXPECT_EQ(summary.radius_mode, RadiusMode::absolute);
  EXPECT_EQ(summary.radius, results.config.radius);
}

TEST(ReadSummary, RefusesWhatIsNoResultFile) {
  const TemporaryFolder folder;
  EXPECT_EQ(refusal(folder / "no.h5"), folder / "no.h5" + ": no such file");
  EXPECT_EQ(refusal(folder / ""), folder / "" + ": is a folder, not a result file");
  EXPECT_EQ(refusal("/dev/null"), "/dev/null: is a device, not a result file");
  write_bytes(folder / "text.h5", "[run]\nseed = 1\n");
  EXPECT_EQ(refusal(folder / "text.h5"), folder / "text.h5" + ": not an HDF5 file");
  write_bytes(folder / "empty.h5", "");
  EXPECT_EQ(refusal(folder / "empty.h5"), folder / "empty.h5" + ": not an HDF5 file");
}

TEST(ReadSummary, RefusesForeignHdf5Files) {
  const TemporaryFolder folder;
  const hdf5::Handle file = hdf5::create_memory_file();
  const auto save = [&] {
    const std::vector<std::byte> image = hdf5::file_image(file);
    write_bytes(folder / "f.h5",
                std::string(reinterpret_cast<const char*>(image.data()), image.size()));
    return folder / "f.h5";
  };
  const std::string expected = folder / "f.h5" + ": an HDF5 file, but not one of Brink's";
  EXPECT_EQ(refusal(save()), expected);
  hdf5::set_text(file, "source", "another program");
  EXPECT_EQ(refusal(save()), expected);
}

TEST(ReadSummary, RefusesEveryTruncation) {
  const TemporaryFolder folder;
  write_results(sample::results(), folder / "a.h5");
  const std::string whole = read_bytes(folder / "a.h5");
  for (std::size_t i = 0; i < 100; ++i) {
    const std::size_t size = i < 50 ? i * 40 : whole.size() * (i - 50) / 50;
    write_bytes(folder / "cut.h5", whole.substr(0, size));
    refusal(folder / "cut.h5");
  }
  write_bytes(folder / "cut.h5", whole.substr(0, whole.size() - 1));
  EXPECT_EQ(refusal(folder / "cut.h5").find(folder / "cut.h5" + ": truncated or damaged: "), 0u);
}

TEST(ReadSummary, RefusesEveryChangedByte) {
  const TemporaryFolder folder;
  write_results(sample::results(), folder / "a.h5");
  const std::string whole = read_bytes(folder / "a.h5");
  std::mt19937_64 random(3);
  constexpr std::size_t superblock = 96, seal = 40, trials = 600;
  for (std::size_t i = 0; i < trials; ++i) {
    const std::size_t at = i < superblock          ? i
                           : i < superblock + seal ? whole.size() - 1 - (i - superblock)
                                                   : random() % whole.size();
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ static_cast<char>(1 + random() % 255));
    write_bytes(folder / "b.h5", damaged);
    SCOPED_TRACE(at);
    refusal(folder / "b.h5");
  }
}

/// h5py or ncatted leave a file like this: the same content without the seal.
TEST(ReadSummary, TakesAFileThatAnotherProgramHasRewritten) {
  const TemporaryFolder folder;
  write_results(sample::results(), folder / "a.h5");
  {
    const hdf5::Handle file(H5Fopen((folder / "a.h5").c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose,
                            "opening");
    hdf5::set_text(file, "comment", "mine");
  }
  EXPECT_EQ(check_seal(hdf5_file_bytes(folder / "a.h5")), Seal::none);
  EXPECT_EQ(read_summary(folder / "a.h5").done, 23u);
}

}  // namespace
}  // namespace brink
