/* epoll, which Swift's Glibc module lacks. Level-triggered: what is not read is told again. */
#define _GNU_SOURCE 1
#include "CPosixPolling.h"

#include <errno.h>
#include <sys/epoll.h>

int cposix_poller(void) {
  int poller = epoll_create1(EPOLL_CLOEXEC);
  return poller < 0 ? -errno : poller;
}

int cposix_poller_watch(int poller, int fd, int also_writing) {
  struct epoll_event event = {.events = EPOLLIN | (also_writing ? EPOLLOUT : 0)};
  event.data.fd = fd;
  if (!epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event)) return 0;
  if (errno == EEXIST && !epoll_ctl(poller, EPOLL_CTL_MOD, fd, &event)) return 0;
  return -errno;
}

int cposix_poller_forget(int poller, int fd) {
  return epoll_ctl(poller, EPOLL_CTL_DEL, fd, 0) ? -errno : 0;
}

int cposix_poller_wait(int poller, int *fds, int capacity, int milliseconds) {
  struct epoll_event events[64];
  int most = capacity < 64 ? capacity : 64;
  int count = epoll_wait(poller, events, most, milliseconds);
  if (count < 0) return errno == EINTR ? 0 : -errno;
  for (int i = 0; i < count; i++) fds[i] = events[i].data.fd;
  return count;
}
