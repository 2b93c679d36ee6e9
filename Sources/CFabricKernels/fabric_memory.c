#define _GNU_SOURCE
#include "fabric_memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { PAGE = 2 << 20, HEADER = 64, LARGE = 4 << 20 };

// What stands before the memory that is handed out.
typedef struct {
  void *base;
  // Bytes mapped; 0 if the memory comes from the heap.
  size_t mapped;
} header;

static void *place(void *base, uintptr_t address, size_t mapped) {
  header *before = (header *)(address - HEADER);
  before->base = base;
  before->mapped = mapped;
  return (void *)address;
}

static uintptr_t aligned(uintptr_t address, uintptr_t unit) { return (address + unit - 1) / unit * unit; }

void *fabric_zeroed(size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX / 2) return NULL;
  if (bytes < LARGE) {
    void *base = calloc(1, bytes + 2 * HEADER);
    return base == NULL ? NULL : place(base, aligned((uintptr_t)base + HEADER, HEADER), 0);
  }
  size_t mapped = bytes + 2 * PAGE;
  void *base = mmap(NULL, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (base == MAP_FAILED) return NULL;
  uintptr_t address = aligned((uintptr_t)base + HEADER, PAGE);
  madvise((void *)address, bytes, MADV_HUGEPAGE);
  return place(base, address, mapped);
}

void fabric_release(void *memory) {
  if (memory == NULL) return;
  header *before = (header *)((uintptr_t)memory - HEADER);
  if (before->mapped > 0) {
    munmap(before->base, before->mapped);
  } else {
    free(before->base);
  }
}
