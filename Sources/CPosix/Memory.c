/* How the allocator asks the kernel for memory. */
#define _GNU_SOURCE 1
#include "CPosix.h"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

enum { large_page = 2 << 20, room = 64 << 20, mapped_apart = 32 << 20 };

void cposix_use_large_pages(void) {
  /* Kept and used again rather than given back and fetched anew. */
  mallopt(M_MMAP_THRESHOLD, mapped_apart);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  mallopt(M_TOP_PAD, room);
  /* The heap grows by the room now; nothing of it is taken before it is written to. */
  char *first = malloc(large_page);
  if (!first) return;
  free(first);
  uintptr_t start = ((uintptr_t)first + large_page - 1) / large_page * large_page;
  uintptr_t end = (uintptr_t)sbrk(0) / large_page * large_page;
  if (start < end && end - start <= 2 * (uintptr_t)room)
    madvise((void *)start, end - start, MADV_HUGEPAGE);
}
