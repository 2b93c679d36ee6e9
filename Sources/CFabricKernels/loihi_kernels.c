#include "loihi_kernels.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define INLINE static inline __attribute__((always_inline))
#define UNLIKELY(condition) __builtin_expect((condition), 0)

// Vectors wider than the machine's registers never cross a call: all that takes them is inlined.
#pragma clang diagnostic ignored "-Wpsabi"

// A number that the compiler knows nothing about: a mask stays a mask, and does not become a jump.
INLINE int64_t loihi_opaque(int64_t number) {
  __asm__("" : "+r"(number));
  return number;
}
#define OPAQUE(number) loihi_opaque(number)

// For every byte the positions of its set bits, ascending.
static uint8_t loihi_lanes_of[256][8];

__attribute__((constructor)) static void loihi_fill_lanes(void) {
  for (int byte = 0; byte < 256; byte++) {
    int count = 0;
    for (uint8_t bit = 0; bit < 8; bit++) {
      if (byte >> bit & 1) loihi_lanes_of[byte][count++] = bit;
    }
  }
}

#define KERNEL(name) loihi_portable_##name
#define KERNEL_NAME "portable"
#include "loihi_body.h"
#undef KERNEL_NAME
#undef KERNEL

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,popcnt"))), apply_to = function)
#define KERNEL(name) loihi_avx2_##name
#define KERNEL_NAME "avx2"
#define KERNEL_HAS_AVX2
#include "loihi_body.h"
#undef KERNEL_HAS_AVX2
#undef KERNEL_NAME
#undef KERNEL
#pragma clang attribute pop

static bool loihi_has_avx2(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2")
    && __builtin_cpu_supports("popcnt");
}
#endif

const loihi_kernels *loihi_kernels_at(size_t index) {
#if defined(__x86_64__)
  if (loihi_has_avx2()) return index == 0 ? &loihi_avx2_kernels : index == 1 ? &loihi_portable_kernels : NULL;
#endif
  return index == 0 ? &loihi_portable_kernels : NULL;
}
