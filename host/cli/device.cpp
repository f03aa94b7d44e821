// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cli/device.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <memory>

#include "host/count_of.hpp"
#include "host/cpu/simd/simd.hpp"
#include "host/device/choice.hpp"
#include "host/device/engine.hpp"
#include "host/device/runtime/memory_text.hpp"
#include "host/mpi/ranks.hpp"
#include "host/run/together.hpp"

namespace brink {
namespace {

using device::Choice;
using device::Device;
using device::Devices;
using device::Wish;

/// The fewest blocks of images that each multiprocessor should get. Where images are large, a
/// block is one image. With fewer blocks, a slice of work would leave the device idle.
constexpr std::uint64_t blocks_per_multiprocessor = 2;

std::string capability(const Device& device) {
  return fmt::format("compute capability {}.{}", device.major, device.minor);
}

/// The value of `--device` in a command line, or "auto" where the option is missing.
std::string device_option(const std::vector<std::string>& arguments) {
  const std::string name = "--device";
  std::string value = "auto";
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == name && i + 1 < arguments.size()) value = arguments[++i];
    if (arguments[i].rfind(name + "=", 0) == 0) value = arguments[i].substr(name.size() + 1);
  }
  return value;
}

}  // namespace

std::string Backend::description(unsigned threads) const {
  return (device.empty() ? "" : device + "; ") + cpu_description(threads);
}

Backend choose_backend(const std::string& device, unsigned local_rank) {
  const Wish wish = device::read_wish(device);
  const Choice choice = device::choose(wish, local_rank);
  Backend backend;
  if (choice.devices.empty()) {
    backend.run_group = run_group;
    backend.name = cpu_backend();
    if (!choice.why_cpu.empty()) {
      backend.notice = fmt::format("computing on the CPU: {}", choice.why_cpu);
    }
    return backend;
  }
  std::vector<GroupRunner> runners;
  std::string titles;
  for (const Device& taken : choice.devices) {
    const char* const separator = runners.empty() ? "" : "; ";
    runners.push_back(device_runner(taken));
    backend.parallel_images += blocks_per_multiprocessor * taken.multiprocessors;
    backend.device += fmt::format("{}{}, {}", separator, taken.title(), capability(taken));
    titles += separator + taken.title();
  }
  backend.run_group = together(std::move(runners));
  backend.name = fmt::format("cuda ({})", device::find_devices().versions);
  backend.run_group = [device = std::move(backend.run_group)](
                          const GroupJob& job, std::uint64_t first, std::uint64_t count,
                          const GroupOptions& options) {
    const bool tilted = !job.cells.empty() && job.cells.front().tilt;  // no device has that sampler
    return tilted ? run_group(job, first, count, options) : device(job, first, count, options);
  };
  backend.notice = fmt::format("computing on {}", titles);
  if (wish.kind == Wish::Kind::automatic) {
    backend.run_group = by_work(run_group, std::move(backend.run_group));
    backend.name += " and " + cpu_backend();
    backend.notice += ", and on the CPU where there is little to do";
  }
  return backend;
}

GroupRunner rank_runner(const std::vector<std::string>& arguments) {
  const auto chosen = std::make_shared<GroupRunner>();
  return
      [chosen, wish = device_option(arguments)](const GroupJob& job, std::uint64_t first,
                                                std::uint64_t count, const GroupOptions& options) {
        if (!*chosen) *chosen = choose_backend(wish, local_rank()).run_group;
        return (*chosen)(job, first, count, options);
      };
}

std::string cpu_backend() { return fmt::format("cpu ({})", simd::instruction_set()); }

std::string cpu_description(unsigned threads) {
  std::ifstream file("/proc/cpuinfo");
  std::string model;
  for (std::string line; model.empty() && std::getline(file, line);) {
    if (line.rfind("model name", 0) == 0) model = line.substr(line.find(':') + 2);
  }
  return fmt::format("cpu: {}{}", model.empty() ? "" : model + ", ", count_of(threads, "thread"));
}

std::vector<std::string> cuda_lines() {
  const Devices devices = device::find_devices();
  std::vector<std::string> lines;
  if (devices.list.empty()) lines.push_back(fmt::format("no device: {}", devices.why_none));
  for (const Device& device : devices.list) {
    const std::string problem = device::why_unusable(device);
    lines.push_back(fmt::format("{}, {}, {}, {} multiprocessors{}", device.title(),
                                capability(device), device::memory_text(device.memory),
                                device.multiprocessors,
                                problem.empty() ? "" : fmt::format("; unusable: {}", problem)));
  }
  if (!devices.versions.empty()) lines.push_back(devices.versions);
  return lines;
}

}  // namespace brink
