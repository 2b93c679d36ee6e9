// Memory of a fabric: zeros that take no room before they are written.

#ifndef FABRIC_MEMORY_H
#define FABRIC_MEMORY_H

#include <stddef.h>

// Room for `count` elements of `size` bytes, aligned to 64 bytes; null if there is none. From some megabytes on it asks
// for huge pages: a chip's crossbars and neurons are read here and there, and looking small pages up would take longer
// than reading them.
void *fabric_zeroed(size_t count, size_t size);
void fabric_release(void *memory);

#endif
