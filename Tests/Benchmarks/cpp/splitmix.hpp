// SplitMix64, and streams of it: the random numbers of the benchmark networks.
//
// G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014,
// doi 10.1145/2660193.2660195.
#pragma once

#include <cstdint>

class SplitMix64 {
 public:
  explicit SplitMix64(uint64_t state) : state(state) {}

  // Stream `number` of `seed`: its state is output `number` of the generator of state `seed`.
  static SplitMix64 stream(uint64_t seed, uint64_t number) {
    return SplitMix64(mixed(seed + (number + 1) * step));
  }

  uint64_t next() { return mixed(state += step); }

  // 0 ... bound - 1, from the high word of a 128-bit product.
  uint64_t below(uint64_t bound) {
    return static_cast<uint64_t>((static_cast<unsigned __int128>(next()) * bound) >> 64);
  }

 private:
  static constexpr uint64_t step = 0x9E3779B97F4A7C15;
  uint64_t state;

  static uint64_t mixed(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }
};
