// System calls of Linux that Swift's Glibc module does not show.
#pragma once
#include <linux/fs.h>
#include <sys/syscall.h>

// Declared here and not included: a header that Swift's Glibc module holds too would have two owners.
extern long syscall(long number, ...);
#define ALMANAC_AT_SYMLINK_NOFOLLOW 0x100

/// renameat2(2): flags are RENAME_EXCHANGE (2) or RENAME_NOREPLACE (1). Returns 0 or -1 with errno.
static inline int almanac_renameat2(int fromDirectory, const char *from, int toDirectory, const char *to, unsigned flags) {
  return (int)syscall(SYS_renameat2, fromDirectory, from, toDirectory, to, flags);
}

/// syncfs(2): writes back everything of the file system that holds `descriptor`.
static inline int almanac_syncfs(int descriptor) { return (int)syscall(SYS_syncfs, descriptor); }

/// Whether `name` in `directory` is the root of a mount, which no rename can move (statx(2), Linux 5.8).
/// Returns 1 or 0; 0 also where the kernel cannot tell.
static inline int almanac_is_mount_root(int directory, const char *name) {
  // struct statx: stx_attributes is the 64-bit word at octet 8, stx_attributes_mask the one at octet 56.
  union { unsigned char octets[256]; unsigned long long words[32]; } answer = {{0}};
  if (syscall(SYS_statx, directory, name, ALMANAC_AT_SYMLINK_NOFOLLOW, 0, &answer) != 0) return 0;
  return (answer.words[1] & 0x2000) != 0;
}

/// memfd_create(2) with MFD_CLOEXEC: a file without a name. Returns its descriptor or -1 with errno.
static inline int almanac_memory_file(const char *name) { return (int)syscall(SYS_memfd_create, name, 1u); }

/// pipe2(2) with O_CLOEXEC, so that no other child keeps an end open. Returns 0 or -1 with errno.
static inline int almanac_pipe(int *ends) { return (int)syscall(SYS_pipe2, ends, 02000000); }

/// close_range(2) from `first` on (Linux 5.9). Returns 0 or -1 with errno.
static inline int almanac_close_from(unsigned first) { return (int)syscall(SYS_close_range, first, ~0u, 0u); }

/// prlimit(2) on this process, both limits: `what` as in <sys/resource.h>. Returns 0 or -1 with errno.
static inline int almanac_limit(int what, unsigned long long value) {
  unsigned long long both[2] = {value, value};
  return (int)syscall(SYS_prlimit64, 0, what, both, (void *)0);
}
#define ALMANAC_LIMIT_CPU 0
#define ALMANAC_LIMIT_FILE_SIZE 1
#define ALMANAC_LIMIT_DATA 2
#define ALMANAC_LIMIT_CORE 4
#define ALMANAC_LIMIT_PROCESSES 6
#define ALMANAC_LIMIT_FILES 7
#define ALMANAC_LIMIT_ADDRESSES 9
