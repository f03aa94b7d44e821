// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
//
// Preloaded, it lets one call of write, fsync, close, rename or open fail: the
// BRINK_FAIL_AT-th (from 1) of BRINK_FAIL_CALL, with the number BRINK_FAIL_ERROR.
// Only files that the program creates, folders it opens and later ones count.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

static int fails(const char* call) {
  static int calls = 0;
  const char* const wanted = getenv("BRINK_FAIL_CALL");
  if (wanted == NULL || strcmp(wanted, call) != 0) return 0;
  if (++calls != atoi(getenv("BRINK_FAIL_AT"))) return 0;
  errno = atoi(getenv("BRINK_FAIL_ERROR"));
  return 1;
}

ssize_t write(int descriptor, const void* bytes, size_t size) {
  ssize_t (*const next)(int, const void*, size_t) = dlsym(RTLD_NEXT, "write");
  if (descriptor > 2 && fails("write")) {
    // What a full disk does: half of it is there.
    next(descriptor, bytes, size / 2);
    errno = atoi(getenv("BRINK_FAIL_ERROR"));
    return -1;
  }
  return next(descriptor, bytes, size);
}

int fsync(int descriptor) {
  int (*const next)(int) = dlsym(RTLD_NEXT, "fsync");
  return fails("fsync") ? -1 : next(descriptor);
}

int rename(const char* from, const char* to) {
  int (*const next)(const char*, const char*) = dlsym(RTLD_NEXT, "rename");
  return fails("rename") ? -1 : next(from, to);
}

int open(const char* path, int flags, ...) {
  int (*const next)(const char*, int, ...) = dlsym(RTLD_NEXT, "open");
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  if ((flags & O_CREAT) != 0 && fails("open")) return -1;
  return next(path, flags, mode);
}
