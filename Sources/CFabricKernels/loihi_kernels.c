#include "loihi_kernels.h"

#include "kernel_support.h"

// A number that the compiler knows nothing about: a mask stays a mask, and does not become a jump.
INLINE int64_t loihi_opaque(int64_t number) {
  __asm__("" : "+r"(number));
  return number;
}
#define OPAQUE(number) loihi_opaque(number)

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
#endif

const loihi_kernels *loihi_kernels_at(size_t index) {
#if defined(__x86_64__)
  if (kernel_has_avx2()) return index == 0 ? &loihi_avx2_kernels : index == 1 ? &loihi_portable_kernels : NULL;
#endif
  return index == 0 ? &loihi_portable_kernels : NULL;
}
