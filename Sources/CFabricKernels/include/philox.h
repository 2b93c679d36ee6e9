// Philox4x32-10 for kernels: see Sources/RandomStreams for the plain form and its source.

#ifndef PHILOX_H
#define PHILOX_H

#include <stdint.h>

// The two words of every round's key, each four times, as vectors take them.
typedef struct {
  uint64_t rounds[10][2][4];
} philox_keys;

void philox_set_keys(philox_keys *keys, uint32_t key0, uint32_t key1);

#endif
