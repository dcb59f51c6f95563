/* Runs a program as on a disk that fails: one system call gives an error each time, the others work.
   For tests:  FailingDisk sync|datasync|rename EIO|EDQUOT|ENOSPC PROGRAM ARGUMENTS...
   Ends with 125 when the system does not allow it. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int error_named(const char *name) {
  if (!strcmp(name, "EIO")) return EIO;
  if (!strcmp(name, "EDQUOT")) return EDQUOT;
  if (!strcmp(name, "ENOSPC")) return ENOSPC;
  return 0;
}

int main(int count, char **words) {
  int error = count > 3 ? error_named(words[2]) : 0;
  unsigned calls[2] = {0, 0};
  if (count > 3 && !strcmp(words[1], "sync")) calls[0] = calls[1] = __NR_fsync;
  if (count > 3 && !strcmp(words[1], "datasync")) calls[0] = calls[1] = __NR_fdatasync;
  if (count > 3 && !strcmp(words[1], "rename")) {
#ifdef __NR_rename
    calls[0] = __NR_rename;
#else
    calls[0] = __NR_renameat2;
#endif
    calls[1] = __NR_renameat;
  }
  if (!error || !calls[0]) {
    fprintf(stderr, "FailingDisk sync|datasync|rename EIO|EDQUOT|ENOSPC PROGRAM ARGUMENTS...\n");
    return 2;
  }
  struct sock_filter filter[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, calls[0], 1, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, calls[1], 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)error),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) {
    perror("FailingDisk");
    return 125;
  }
  execv(words[3], words + 3);
  perror(words[3]);
  return 127;
}
