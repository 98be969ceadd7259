// System calls of Linux that Swift's Glibc module does not show.
#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/syscall.h>
#include <unistd.h>

/// renameat2(2): flags are RENAME_EXCHANGE (2) or RENAME_NOREPLACE (1). Returns 0 or -1 with errno.
static inline int almanac_renameat2(int fromDirectory, const char *from, int toDirectory, const char *to, unsigned flags) {
  return (int)syscall(SYS_renameat2, fromDirectory, from, toDirectory, to, flags);
}

/// syncfs(2): writes back everything of the file system that holds `descriptor`.
static inline int almanac_syncfs(int descriptor) { return (int)syscall(SYS_syncfs, descriptor); }
