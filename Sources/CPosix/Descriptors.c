/* Pipes, packet sockets, and descriptors sent through them. */
#define _GNU_SOURCE 1
#include "CPosix.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

int cposix_pipe(int fds[2]) { return pipe2(fds, O_CLOEXEC) ? -errno : 0; }

int cposix_set_nonblocking(int fd, int is_on) {
  int flags = fcntl(fd, F_GETFL);
  if (flags < 0) return -errno;
  flags = is_on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
  return fcntl(fd, F_SETFL, flags) ? -errno : 0;
}

int cposix_memory_file(void) {
  int fd = memfd_create("result", MFD_CLOEXEC);
  return fd < 0 ? -errno : fd;
}

int cposix_packet_sockets(int fds[2]) {
  return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds) ? -errno : 0;
}

int cposix_send_descriptors(
  int socket, const void *bytes, size_t count, const int *fds, int fd_count) {
  enum { most = 8 };
  union {
    char bytes[CMSG_SPACE(sizeof(int) * most)];
    struct cmsghdr aligned;
  } control;
  struct iovec data = {(void *)bytes, count};
  struct msghdr message = {0};
  ssize_t sent;
  if (fd_count < 0 || fd_count > most) return -EINVAL;
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  if (fd_count > 0) {
    memset(&control, 0, sizeof control);
    message.msg_control = control.bytes;
    message.msg_controllen = CMSG_SPACE(sizeof(int) * fd_count);
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int) * fd_count);
    memcpy(CMSG_DATA(header), fds, sizeof(int) * fd_count);
  }
  do sent = sendmsg(socket, &message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent < 0 ? -errno : 0;
}

int64_t cposix_monotonic_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t cposix_unix_milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
