// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/machine/cpu_quota.hpp"

#include <gtest/gtest.h>

#include "tests/temporary_folder.hpp"

namespace brink {
namespace {

/// A machine's proc and sys as a process sees them.
class Machine {
 public:
  /// `cgroup` and `mountinfo` are the contents of these files in proc/self.
  Machine(const std::string& cgroup, const std::string& mountinfo) {
    write("proc/self/cgroup", cgroup);
    write("proc/self/mountinfo",
          "22 27 0:21 / /proc rw,nosuid shared:13 - proc proc rw\n" + mountinfo);
  }
  Machine& write(const std::string& path, const std::string& text) {
    const std::filesystem::path file = root_ / path;
    std::filesystem::create_directories(file.parent_path());
    write_bytes(file.string(), text);
    return *this;
  }
  std::optional<double> quota() const { return cpu_quota(root_ / ""); }

 private:
  TemporaryFolder root_;
};

const std::string version2 =
    "30 22 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";
const std::string version1 =
    "31 30 0:27 / /sys/fs/cgroup/cpuset rw shared:5 - cgroup cgroup rw,cpuset\n"
    "32 30 0:28 / /sys/fs/cgroup/cpu,cpuacct rw shared:6 - cgroup cgroup rw,cpu,cpuacct\n";

TEST(CpuQuota, Version2) {
  Machine machine("0::/user.slice/job\n", version2);
  EXPECT_FALSE(machine.quota());
  machine.write("sys/fs/cgroup/user.slice/job/cpu.max", "max 100000\n");
  EXPECT_FALSE(machine.quota());
  machine.write("sys/fs/cgroup/user.slice/job/cpu.max", "150000 100000\n");
  EXPECT_EQ(machine.quota(), 1.5);
}

TEST(CpuQuota, GroupsAboveLimitAsWell) {
  Machine machine("0::/a/b/c\n", version2);
  machine.write("sys/fs/cgroup/a/b/c/cpu.max", "800000 100000");
  machine.write("sys/fs/cgroup/a/b/cpu.max", "max 100000");
  machine.write("sys/fs/cgroup/a/cpu.max", "100000 50000");
  EXPECT_EQ(machine.quota(), 2);
  machine.write("sys/fs/cgroup/a/b/c/cpu.max", "50000 100000");
  EXPECT_EQ(machine.quota(), 0.5);
  machine.write("sys/fs/cgroup/a/other/cpu.max", "10000 100000");  // not above the process
  EXPECT_EQ(machine.quota(), 0.5);
}

TEST(CpuQuota, Version1) {
  Machine machine("5:cpuset:/elsewhere\n4:cpu,cpuacct:/jobs/7\n1:name=systemd:/x\n", version1);
  machine.write("sys/fs/cgroup/cpu,cpuacct/jobs/7/cpu.cfs_period_us", "100000\n");
  machine.write("sys/fs/cgroup/cpu,cpuacct/jobs/7/cpu.cfs_quota_us", "-1\n");
  EXPECT_FALSE(machine.quota());
  machine.write("sys/fs/cgroup/cpu,cpuacct/jobs/cpu.cfs_period_us", "100000\n");
  machine.write("sys/fs/cgroup/cpu,cpuacct/jobs/cpu.cfs_quota_us", "250000\n");
  EXPECT_EQ(machine.quota(), 2.5);
  machine.write("sys/fs/cgroup/cpu,cpuacct/jobs/7/cpu.cfs_quota_us", "100000\n");
  EXPECT_EQ(machine.quota(), 1);
}

TEST(CpuQuota, BothVersionsSideBySide) {
  Machine machine("4:cpu,cpuacct:/job\n0::/job\n",
                  version1 + "33 30 0:29 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n");
  machine.write("sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_period_us", "100000");
  machine.write("sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_quota_us", "300000");
  EXPECT_EQ(machine.quota(), 3);
}

/// With a namespace of control groups, the container's own group is "/".
TEST(CpuQuota, ContainerWithANamespace) {
  Machine machine("0::/\n", version2);
  machine.write("sys/fs/cgroup/cpu.max", "200000 100000");
  EXPECT_EQ(machine.quota(), 2);
}

/// Without a namespace the path is that of the host, of which the container sees its own part.
TEST(CpuQuota, ContainerWithoutANamespace) {
  Machine machine("4:cpu,cpuacct:/docker/f00/inner\n",
                  "32 30 0:28 /docker/f00 /sys/fs/cgroup/cpu,cpuacct ro master:6 - cgroup cgroup "
                  "rw,cpu,cpuacct\n");
  machine.write("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000");
  machine.write("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "600000");
  EXPECT_EQ(machine.quota(), 6);
  machine.write("sys/fs/cgroup/cpu,cpuacct/inner/cpu.cfs_period_us", "100000");
  machine.write("sys/fs/cgroup/cpu,cpuacct/inner/cpu.cfs_quota_us", "400000");
  EXPECT_EQ(machine.quota(), 4);
}

/// The process was moved out of the part that it sees; the mount itself is then the nearest
/// folder.
TEST(CpuQuota, GroupOutsideOfWhatIsMounted) {
  for (const char* const path : {"0::/../../other\n", "0::/elsewhere\n"}) {
    Machine machine(path, "30 22 0:26 /kubepods/pod1 /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    machine.write("sys/fs/cgroup/cpu.max", "100000 100000");
    EXPECT_EQ(machine.quota(), 1) << path;
  }
}

TEST(CpuQuota, MountPointWithASpace) {
  Machine machine("0::/job\n", "30 22 0:26 / /sys/my\\040groups rw - cgroup2 cgroup2 rw\n");
  machine.write("sys/my groups/job/cpu.max", "100000 100000");
  EXPECT_EQ(machine.quota(), 1);
}

TEST(CpuQuota, NonsenseIsNoLimit) {
  for (const char* const text : {"", "lots", "0 100000", "-5 100000", "100000", "100000 0"}) {
    Machine machine("0::/job\nno colons\n:\n", version2 + "short line\n - \n");
    machine.write("sys/fs/cgroup/job/cpu.max", text);
    EXPECT_FALSE(machine.quota()) << text;
  }
  const TemporaryFolder empty;
  EXPECT_FALSE(cpu_quota(empty / ""));
}

}  // namespace
}  // namespace brink
