#include "path_kernels.h"

#include <stdbool.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF
// Vectors wider than the machine's registers never cross a call: all that takes them is inlined.
#pragma clang diagnostic ignored "-Wpsabi"

#define INLINE static inline __attribute__((always_inline))

typedef uint32_t words __attribute__((vector_size(4 * PATH_LANES)));
typedef int32_t ints __attribute__((vector_size(4 * PATH_LANES)));
typedef float floats __attribute__((vector_size(4 * PATH_LANES)));

#define FLOATS(integers) __builtin_convertvector((integers), floats)
#define INTS(numbers) __builtin_convertvector((numbers), ints)
// `a` where the mask is all ones, `b` where it is zero.
#define SELECT(mask, a, b) ((floats)(((ints)(mask) & (ints)(a)) | (~(ints)(mask) & (ints)(b))))
#define ANY(mask) (__builtin_reduce_or(mask) != 0)

typedef struct {
  words s0, s1, s2, s3;
} path_state;

INLINE path_state path_load(const path_lanes *lanes) {
  path_state state;
  memcpy(&state, lanes, sizeof state);
  return state;
}

INLINE void path_store(path_lanes *lanes, const path_state *state) { memcpy(lanes, state, sizeof *state); }

#define KERNEL(name) path_portable_##name
#include "path_body.h"
#undef KERNEL

static const path_kernels path_portable = {
  "portable", path_portable_normals, path_portable_advance, path_portable_exponentials,
  path_portable_slide};

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define KERNEL(name) path_avx2_##name
#include "path_body.h"
#undef KERNEL
#pragma clang attribute pop

static const path_kernels path_avx2 = {
  "avx2", path_avx2_normals, path_avx2_advance, path_avx2_exponentials, path_avx2_slide};

#endif

const path_kernels *path_kernels_at(size_t index) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return index == 0 ? &path_avx2 : index == 1 ? &path_portable : NULL;
#endif
  return index == 0 ? &path_portable : NULL;
}
