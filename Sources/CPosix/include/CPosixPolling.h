/* One descriptor that stands for many: readable as soon as one of them is (epoll(7)).
   Functions give 0 or more when they did what they say, and minus the errno value else. */
#ifndef CPOSIX_POLLING_H
#define CPOSIX_POLLING_H

int cposix_poller(void);
/* Watches fd for bytes to read or its end, and, when asked for, for room to write. */
int cposix_poller_watch(int poller, int fd, int also_writing);
/* To be called before fd is closed. */
int cposix_poller_forget(int poller, int fd);
/* Fills in descriptors that are ready and gives their number; waits at most so long, -1 for ever. */
int cposix_poller_wait(int poller, int *fds, int capacity, int milliseconds);

#endif
