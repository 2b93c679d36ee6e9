// The network of W2, drawn from a seed as ../README.md says.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

#include "splitmix.hpp"

struct W2Network {
  static constexpr int neurons = 256;  // of a core; as many axons
  static constexpr int threshold = 50;

  using Row = std::array<uint64_t, neurons / 64>;  // bit j: the axon reaches neuron j

  int cores;
  std::vector<Row> crossbar;        // by axon, numbered through all cores
  std::vector<int16_t> potentials;  // at load, by neuron, numbered through all cores
  std::vector<uint32_t> targets;    // the axon that a neuron drives

  W2Network(int cores, uint64_t seed)
      : cores(cores), crossbar(size()), potentials(size()), targets(size()) {
    auto stream = SplitMix64::stream(seed, 0);
    for (size_t n = 0; n < size(); n++) targets[n] = static_cast<uint32_t>(n);
    for (size_t n = size() - 1; n > 0; n--) std::swap(targets[n], targets[stream.below(n + 1)]);
    for (int core = 0; core < cores; core++) draw(core, SplitMix64::stream(seed, 1 + core));
  }

  size_t size() const { return static_cast<size_t>(cores) * neurons; }

  // What one synapse of this axon adds.
  static int strength(size_t axon) { return axon % 2 == 0 ? 1 : -1; }

  int synapses(size_t axon) const {
    int count = 0;
    for (uint64_t word : crossbar[axon]) count += std::popcount(word);
    return count;
  }

 private:
  void draw(int core, SplitMix64 stream) {
    const size_t first = static_cast<size_t>(core) * neurons;
    for (int neuron = 0; neuron < neurons; neuron++) {
      potentials[first + neuron] = static_cast<int16_t>(stream.below(threshold));
      for (int parity : {0, 1}) {
        const auto [low, high] = half(stream);
        for (int k = 0; k < 128; k++) {
          const uint64_t bit = (k < 64 ? low >> k : high >> (k - 64)) & 1;
          crossbar[first + 2 * k + parity][neuron / 64] |= bit << (neuron % 64);
        }
      }
    }
  }

  // 128 bits of which 64 are set, all such choices equally likely.
  static std::pair<uint64_t, uint64_t> half(SplitMix64& stream) {
    uint64_t words[2] = {stream.next(), 0};
    words[1] = stream.next();
    for (;;) {
      const int set = std::popcount(words[0]) + std::popcount(words[1]);
      if (set == 64) return {words[0], words[1]};
      const uint64_t place = stream.next() >> 57;
      const uint64_t bit = uint64_t(1) << (place % 64);
      if (set > 64) words[place / 64] &= ~bit;
      else words[place / 64] |= bit;
    }
  }
};
