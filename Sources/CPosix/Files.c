/* Extended attributes, and a rename that overwrites nothing. */
#define _GNU_SOURCE 1
#include "CPosix.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/xattr.h>
#include <unistd.h>

ssize_t cposix_list_attributes(int fd, char *names, size_t size) {
  ssize_t count = flistxattr(fd, names, size);
  return count < 0 ? -errno : count;
}

ssize_t cposix_get_attribute(int fd, const char *name, void *value, size_t size) {
  ssize_t count = fgetxattr(fd, name, value, size);
  return count < 0 ? -errno : count;
}

int cposix_set_attribute(int fd, const char *name, const void *value, size_t size) {
  return fsetxattr(fd, name, value, size, 0) ? -errno : 0;
}

int cposix_remove_attribute(int fd, const char *name) {
  return fremovexattr(fd, name) ? -errno : 0;
}

int cposix_rename_new(const char *from, const char *to) {
  if (!renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE)) return 0;
  if (errno != EINVAL && errno != ENOSYS) return -errno;
  /* File systems that cannot: a hard link overwrites nothing either. */
  if (link(from, to)) return -errno;
  unlink(from);
  return 0;
}

int cposix_lock(int fd) { return flock(fd, LOCK_EX | LOCK_NB) ? -errno : 0; }
