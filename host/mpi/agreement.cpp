// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/mpi/agreement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "host/mpi/pause.hpp"

namespace brink {
namespace {

StartMessage own_start(const Channel& channel, const std::vector<std::string>& arguments) {
  std::error_code ignored;  // in case the folder is gone
  return {arguments, channel.host(), std::filesystem::current_path(ignored).string()};
}

/// An argument with the option before it that it belongs to, on one line.
std::string shown(const std::vector<std::string>& arguments, std::size_t at) {
  if (at >= arguments.size()) return "nothing";
  const auto option = [&](std::size_t i) { return arguments[i].rfind('-', 0) == 0; };
  std::string text = at > 0 && option(at - 1) && !option(at) ? arguments[at - 1] + " " : "";
  text += arguments[at];
  std::replace_if(
      text.begin(), text.end(), [](unsigned char letter) { return letter < ' '; }, '?');
  return "'" + text + "'";
}

std::string difference(const StartMessage& root, const StartMessage& other, unsigned rank) {
  const std::size_t most = std::max(root.arguments.size(), other.arguments.size());
  for (std::size_t i = 0; i < most; ++i) {
    if (i < root.arguments.size() && i < other.arguments.size() &&
        root.arguments[i] == other.arguments[i]) {
      continue;
    }
    return fmt::format("{} on rank 0 and {} on rank {}", shown(root.arguments, i),
                       shown(other.arguments, i), rank);
  }
  if (root.host != other.host || root.folder == other.folder) return {};
  return fmt::format("rank 0 in {} and rank {} in {}", root.folder, rank, other.folder);
}

}  // namespace

std::string disagreement(const std::vector<StartMessage>& starts) {
  for (unsigned rank = 1; rank < starts.size(); ++rank) {
    std::string text = difference(starts[0], starts[rank], rank);
    if (!text.empty()) return text;
  }
  return {};
}

void agree(Channel& channel, const std::vector<std::string>& arguments) {
  const StartMessage own = own_start(channel, arguments);
  if (channel.rank() != Channel::root) {
    channel.send(Channel::root, Tag::start, encode(own));
    return;
  }
  std::vector<StartMessage> starts(channel.ranks(), own);
  Pause pause;
  for (unsigned missing = channel.ranks() - 1; missing > 0;) {
    const auto message = channel.poll();
    if (!message) {
      pause.sleep();
    } else if (message->tag == Tag::start) {
      starts[message->from] = decode_start(message->words);
      --missing;
    } else if (message->tag == Tag::stopped) {
      throw Error(Exit::interrupted, "interrupted before all ranks were ready");
    }
  }
  const std::string text = disagreement(starts);
  if (text.empty()) return;
  throw Error(
      Exit::usage,
      fmt::format("the ranks were started differently: {}; accepted: the same arguments and "
                  "folder on all ranks, which share one run; or BRINK_MPI=0, with which "
                  "every rank does a run of its own",
                  text));
}

}  // namespace brink
