// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/disk/trial.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <exception>
#include <fstream>

#include "host/error.hpp"

namespace brink {
namespace {

/// What a child may use of a processor and of memory: far more than any sound file of that
/// size asks for.
constexpr rlim_t least_seconds = 5, bytes_per_second = 1 << 18;
constexpr rlim_t least_memory = rlim_t{2} << 30, memory_per_byte = 64;

void limit(decltype(RLIMIT_CPU) resource, rlim_t most) {
  const rlimit both{most, most};
  ::setrlimit(resource, &both);
}

/// Address space in use: with a sanitizer, terabytes.
rlim_t memory_in_use() {
  rlim_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

/// Makes sure that the child ends, alone and silently.
void confine(std::size_t bytes) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  sigset_t sent;  // by users and batch systems: for the parent
  sigemptyset(&sent);
  for (const int number : {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGXCPU}) {
    sigaddset(&sent, number);
  }
  ::sigprocmask(SIG_BLOCK, &sent, nullptr);
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  ::dup2(nowhere, STDERR_FILENO);  // the C library's last words
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_CPU, least_seconds + bytes / bytes_per_second);
  limit(RLIMIT_AS, memory_in_use() + least_memory + bytes * memory_per_byte);
}

void send(int pipe, const std::string& text) {
  std::size_t sent = 0;
  while (sent < text.size()) {
    const ssize_t part = ::write(pipe, text.data() + sent, text.size() - sent);
    if (part <= 0) return;
    sent += static_cast<std::size_t>(part);
  }
}

std::string receive(int pipe) {
  std::string text;
  std::array<char, 4096> buffer;
  for (;;) {
    const ssize_t part = ::read(pipe, buffer.data(), buffer.size());
    if (part < 0 && errno == EINTR) continue;
    if (part <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(part));
  }
}

/// One byte, the exit code, and the error's line.
std::string outcome(const std::function<void()>& work) {
  const auto coded = [](Exit code, const std::string& line) {
    return std::string(1, static_cast<char>(code)) + line;
  };
  try {
    work();
    return coded(Exit::done, "");
  } catch (const Error& error) {
    return coded(error.code(), error.what());
  } catch (...) {
    return {};  // memory that is not granted, for instance: as bad as a crash
  }
}

}  // namespace

std::string try_in_child(std::size_t bytes, const std::function<void()>& work) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) {
    throw Error(Exit::failed, std::string("no pipe to a child process: ") + std::strerror(errno));
  }
  const pid_t child = ::fork();
  if (child == 0) {
    confine(bytes);
    send(pipe[1], outcome(work));
    ::_exit(0);
  }
  const int error = errno;
  ::close(pipe[1]);
  const std::string told = child < 0 ? "" : receive(pipe[0]);
  ::close(pipe[0]);
  if (child < 0) {
    throw Error(Exit::failed, std::string("no child process to read a file without a checksum "
                                          "line: ") +
                                  std::strerror(error));
  }
  // The pipe tells more than the status, which is lost where SIGCHLD is ignored.
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) continue;
  if (told.empty()) return "reading it crashes, or takes too much time or memory";
  if (told[0] != static_cast<char>(Exit::done)) {
    throw Error(static_cast<Exit>(told[0]), told.substr(1));
  }
  return {};
}

}  // namespace brink
