// What the kernels share: each file of kernels is compiled once per instruction set, as KERNEL(name).

#ifndef KERNEL_SUPPORT_H
#define KERNEL_SUPPORT_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define INLINE static inline __attribute__((always_inline))
#define UNLIKELY(condition) __builtin_expect((condition), 0)

// Vectors wider than the machine's registers never cross a call: all that takes them is inlined.
#pragma clang diagnostic ignored "-Wpsabi"

// For every byte the positions of its set bits, ascending.
static uint8_t kernel_lanes_of[256][8];

__attribute__((constructor)) static void kernel_fill_lanes(void) {
  for (int byte = 0; byte < 256; byte++) {
    int count = 0;
    for (uint8_t bit = 0; bit < 8; bit++) {
      if (byte >> bit & 1) kernel_lanes_of[byte][count++] = bit;
    }
  }
}

#if defined(__x86_64__)
INLINE bool kernel_has_avx2(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2")
    && __builtin_cpu_supports("popcnt");
}
#endif

#endif
