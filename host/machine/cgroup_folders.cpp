// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/machine/cgroup_folders.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>

namespace brink {
namespace {

namespace fs = std::filesystem;

bool lists(std::string_view names, std::string_view wanted) {
  while (!names.empty()) {
    const std::size_t comma = std::min(names.find(','), names.size());
    if (names.substr(0, comma) == wanted) return true;
    names.remove_prefix(std::min(comma + 1, names.size()));
  }
  return false;
}

/// A path of mountinfo, in which space, tab, newline and backslash are octal, such as "\040".
fs::path unescaped(std::string_view text) {
  std::string path;
  while (!text.empty()) {
    if (text[0] == '\\' && text.size() >= 4) {
      path += static_cast<char>((text[1] - '0') * 64 + (text[2] - '0') * 8 + (text[3] - '0'));
      text.remove_prefix(4);
    } else {
      path += text[0];
      text.remove_prefix(1);
    }
  }
  return path;
}

/// This process's group in each hierarchy that limits CPU time, by type of file system: "cgroup"
/// (version 1, controller cpu) and "cgroup2".
std::map<std::string, fs::path> own_groups(const fs::path& root) {
  std::map<std::string, fs::path> groups;
  std::ifstream file(root / "proc/self/cgroup");
  for (std::string line; std::getline(file, line);) {  // number:controllers:path
    const std::size_t first = line.find(':');
    if (first == std::string::npos) continue;
    const std::size_t second = line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    const std::string path = line.substr(second + 1);
    if (controllers.empty()) groups["cgroup2"] = path;
    if (lists(controllers, "cpu")) groups["cgroup"] = path;
  }
  return groups;
}

/// The group's folder, relative to `mounted`, the part of the hierarchy that is visible at the
/// mount. In a container the group may not be below it; the mount itself is then the nearest
/// folder.
fs::path below_mount(const fs::path& group, const fs::path& mounted) {
  const fs::path relative = group.lexically_relative(mounted);
  const bool outside = relative.empty() || *relative.begin() == "..";
  return outside || relative == "." ? fs::path() : relative;
}

}  // namespace

std::vector<fs::path> cgroup_folders(const fs::path& root) {
  const std::map<std::string, fs::path> groups = own_groups(root);
  std::vector<fs::path> folders;
  std::ifstream file(root / "proc/self/mountinfo");
  for (std::string line; std::getline(file, line);) {
    // id parent device mounted point options [more options...] - type source settings
    const std::size_t dash = line.find(" - ");
    if (dash == std::string::npos) continue;
    std::string ignored, mounted, point, type, source, settings;
    std::istringstream(line) >> ignored >> ignored >> ignored >> mounted >> point;
    std::istringstream(line.substr(dash + 3)) >> type >> source >> settings;
    const auto group = groups.find(type);
    if (group == groups.end() || (type == "cgroup" && !lists(settings, "cpu"))) continue;
    fs::path folder = root / unescaped(point).relative_path();
    folders.push_back(folder);
    for (const fs::path& name : below_mount(group->second, unescaped(mounted))) {
      folders.push_back(folder /= name);
    }
  }
  return folders;
}

}  // namespace brink
