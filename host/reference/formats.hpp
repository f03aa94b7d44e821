// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <vector>

#include "host/reference/page.hpp"

namespace brink::reference {

/// The page of the documentation in Markdown.
std::string markdown(const std::vector<Page>& pages);

/// The man page brink(1), in the macros of man(7).
std::string man_page(const std::vector<Page>& pages);

/// The completion script for bash, which does not need the package bash-completion.
std::string bash_completion(const std::vector<Page>& pages);

/// The completion script for zsh: the file _brink of its fpath.
std::string zsh_completion(const std::vector<Page>& pages);

/// The completion script for fish.
std::string fish_completion(const std::vector<Page>& pages);

}  // namespace brink::reference
