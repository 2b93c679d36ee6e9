// Paths of processes with independent increments, sixteen at a time, in single precision.
//
// Every kernel is compiled for several instruction sets and gives the same bits on all of them: operations are those
// that IEEE 754 rounds correctly, in a fixed order, and no product is contracted into an addition.

#ifndef PATH_KERNELS_H
#define PATH_KERNELS_H

#include <stddef.h>
#include <stdint.h>

enum { PATH_LANES = 16 };

// Sixteen generators xoshiro128++ (Blackman and Vigna 2021), word by word.
typedef struct {
  uint32_t words[4][PATH_LANES];
} path_lanes;

typedef enum { PATH_NO_JUMPS, PATH_NORMAL_JUMPS, PATH_EXPONENTIAL_JUMPS } path_jumps;

// What happens in one step.
typedef struct {
  // Drift and standard deviation of the diffusion.
  float drift, deviation;
  path_jumps jumps;
  // The number of jumps of a step is that of the thresholds that a random word reaches: 2^32 P(at most k jumps), k = 0,
  // 1, ..., ascending.
  const uint32_t *thresholds;
  size_t threshold_count;
  // Normal jumps.
  float jump_mean, jump_deviation;
  // Exponential jumps: upward where a random word is below `up`, with these means in size.
  uint32_t up;
  float up_mean, down_mean;
} path_step;

// Walks on the integers, 512 side by side: bit b of `planes[p][l]` is binary digit p of what walker 32 l + b of the group
// has gained, a number that grows by 0, 1 or 2 in every step.
enum { PATH_PLANES = 24, PATH_SLICED = 32 * PATH_LANES };

typedef struct {
  uint32_t planes[PATH_PLANES][PATH_LANES];
} path_slice;

typedef struct {
  const char *name;
  // `pairs` times sixteen normal numbers and sixteen more, from two words a lane (Box and Muller 1958).
  void (*normals)(path_lanes *lanes, float *out, size_t pairs);
  // Moves `groups` times sixteen places on by `steps` steps, group by group. Returns the words that every lane drew.
  uint64_t (*advance)(path_lanes *lanes, const path_step *step, float *places, size_t groups, uint32_t steps);
  // exp(place) of `groups` times sixteen places.
  void (*exponentials)(float *places, size_t groups);
  // Takes 512 walkers from step `from` to step `to`. A walker moves with the probability moves / 2^bits, as often up as
  // down: it gains 1 where it stays, 2 upward, 0 downward. Where `bits` is 0 it always moves, and gains 0 or 1.
  // Returns the words that every lane drew.
  uint64_t (*slide)(path_lanes *lanes, path_slice *slice, uint32_t from, uint32_t to, uint32_t moves, uint32_t bits);
} path_kernels;

// The kernels that this machine can run, the fastest first; NULL beyond the last.
const path_kernels *path_kernels_at(size_t index);

#endif
