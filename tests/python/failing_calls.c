// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
//
// If this library is preloaded, calls of the kind BRINK_FAIL_CALL fail with the error number
// BRINK_FAIL_ERROR: BRINK_FAIL_TIMES calls (1 if not set; 0 means all), beginning with call
// number BRINK_FAIL_AT (from 1), and only while the file BRINK_FAIL_WHILE exists, if that is set.
//
// The calls are open and write of files that the program creates, read of a file at an offset,
// fsync, rename, flock, fchmod, fchown; open_folder and fsync_folder; open_lock of lock files.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static int setting(const char* name, int otherwise) {
  const char* const text = getenv(name);
  return text == NULL ? otherwise : atoi(text);
}

static int fails(const char* call) {
  static int calls = 0;
  const char* const wanted = getenv("BRINK_FAIL_CALL");
  const char* const condition = getenv("BRINK_FAIL_WHILE");
  if (wanted == NULL || strcmp(wanted, call) != 0) return 0;
  if (condition != NULL && access(condition, F_OK) != 0) return 0;
  const int since = ++calls - setting("BRINK_FAIL_AT", 1);
  const int times = setting("BRINK_FAIL_TIMES", 1);
  if (since < 0 || (times > 0 && since >= times)) return 0;
  errno = setting("BRINK_FAIL_ERROR", EIO);
  return 1;
}

#define NEXT(name) dlsym(RTLD_NEXT, name)

ssize_t write(int descriptor, const void* bytes, size_t size) {
  ssize_t (*const next)(int, const void*, size_t) = NEXT("write");
  if (descriptor > 2 && fails("write")) {
    // As on a full disk, half of the bytes are written.
    next(descriptor, bytes, size / 2);
    errno = setting("BRINK_FAIL_ERROR", EIO);
    return -1;
  }
  return next(descriptor, bytes, size);
}

ssize_t pread(int descriptor, void* bytes, size_t size, off_t offset) {
  ssize_t (*const next)(int, void*, size_t, off_t) = NEXT("pread");
  return fails("read") ? -1 : next(descriptor, bytes, size, offset);
}

int fsync(int descriptor) {
  int (*const next)(int) = NEXT("fsync");
  struct stat status;
  const int folder = fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode);
  return fails(folder ? "fsync_folder" : "fsync") ? -1 : next(descriptor);
}

int rename(const char* from, const char* to) {
  int (*const next)(const char*, const char*) = NEXT("rename");
  return fails("rename") ? -1 : next(from, to);
}

int flock(int descriptor, int operation) {
  int (*const next)(int, int) = NEXT("flock");
  return fails("flock") ? -1 : next(descriptor, operation);
}

int fchmod(int descriptor, mode_t mode) {
  int (*const next)(int, mode_t) = NEXT("fchmod");
  return fails("fchmod") ? -1 : next(descriptor, mode);
}

int fchown(int descriptor, uid_t owner, gid_t group) {
  int (*const next)(int, uid_t, gid_t) = NEXT("fchown");
  return fails("fchown") ? -1 : next(descriptor, owner, group);
}

int open(const char* path, int flags, ...) {
  int (*const next)(const char*, int, ...) = NEXT("open");
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  if ((flags & O_CREAT) != 0 && fails(strstr(path, ".lock") != NULL ? "open_lock" : "open")) return -1;
  if ((flags & O_DIRECTORY) != 0 && fails("open_folder")) return -1;
  return next(path, flags, mode);
}
