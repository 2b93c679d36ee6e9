// Walkers on the computer as plain loops that a C++ compiler makes vectors of.
//
// Usage: samplers [--method normals-vector] [--repeats 5] [--seed 1]
//
//   normals-vector   1 million walkers, 100 normal increments: 16 lanes of xoshiro128++, Box-Muller in single precision
//   normals-library  the same by std::normal_distribution on std::mt19937_64, in double precision
//   lattice-sliced   10 million walkers, 100 steps of +-1: 512 walkers a group, their counts of +1 in bit planes
#include <cmath>
#include <random>

#include "report.hpp"
#include "splitmix.hpp"

namespace {

constexpr int lanes = 16;
constexpr int steps = 100;

// 16 generators xoshiro128++ (Blackman and Vigna, 2021) side by side.
struct Lanes {
  uint32_t state[4][lanes];

  explicit Lanes(uint64_t seed) {
    SplitMix64 words(seed);
    for (auto& row : state) {
      for (uint32_t& word : row) word = static_cast<uint32_t>(words.next() >> 32);
    }
  }

  void next(uint32_t* out) {
    for (int j = 0; j < lanes; j++) {
      const uint32_t sum = state[0][j] + state[3][j];
      out[j] = (sum << 7 | sum >> 25) + state[0][j];
      const uint32_t shifted = state[1][j] << 9;
      state[2][j] ^= state[0][j];
      state[3][j] ^= state[1][j];
      state[1][j] ^= state[2][j];
      state[0][j] ^= state[3][j];
      state[2][j] ^= shifted;
      state[3][j] = state[3][j] << 11 | state[3][j] >> 21;
    }
  }
};

struct Moments {
  double walkers = 0, sum = 0, squares = 0;
  void add(double place) {
    walkers += 1;
    sum += place;
    squares += place * place;
  }
  double variance() const { return squares / walkers - sum / walkers * (sum / walkers); }
};

Moments normalsVector(int walkers, uint64_t seed) {
  Lanes generator(seed);
  Moments moments;
  for (int first = 0; first < walkers; first += lanes) {
    float place[lanes] = {};
    for (int step = 0; step < steps; step += 2) {
      uint32_t a[lanes], b[lanes];
      generator.next(a);
      generator.next(b);
      for (int j = 0; j < lanes; j++) {
        const float u = (static_cast<float>(static_cast<int>(a[j] >> 8)) + 0.5f) * 0x1p-24f;
        const float angle = static_cast<float>(static_cast<int>(b[j] >> 8)) * (6.2831853f * 0x1p-24f);
        const float radius = std::sqrt(-2.0f * std::log(u));
        place[j] += radius * std::sin(angle + 1.57079633f);
        place[j] += radius * std::sin(angle);
      }
    }
    for (float one : place) moments.add(one);
  }
  return moments;
}

Moments normalsLibrary(int walkers, uint64_t seed) {
  std::mt19937_64 generator(seed);
  std::normal_distribution<double> normal;
  Moments moments;
  for (int walker = 0; walker < walkers; walker++) {
    double place = 0;
    for (int step = 0; step < steps; step++) place += normal(generator);
    moments.add(place);
  }
  return moments;
}

// Each walker's count of steps upwards is known after every step: bit b of all counts is plane b.
Moments latticeSliced(int walkers, uint64_t seed) {
  constexpr int planes = 7;
  Lanes generator(seed);
  Moments moments;
  for (int first = 0; first < walkers; first += 32 * lanes) {
    uint32_t count[planes][lanes] = {};
    for (int step = 0; step < steps; step++) {
      uint32_t carry[lanes];
      generator.next(carry);
      for (auto& plane : count) {
        for (int j = 0; j < lanes; j++) {
          const uint32_t both = plane[j] & carry[j];
          plane[j] ^= carry[j];
          carry[j] = both;
        }
      }
    }
    for (int j = 0; j < lanes; j++) {
      for (int bit = 0; bit < 32; bit++) {
        int ups = 0;
        for (int b = 0; b < planes; b++) ups |= static_cast<int>(count[b][j] >> bit & 1) << b;
        moments.add(2 * ups - steps);
      }
    }
  }
  return moments;
}

}  // namespace

int main(int count, char** words) {
  const std::string method = option(count, words, "--method", "normals-vector");
  const int repeats = std::atoi(option(count, words, "--repeats", "5").c_str());
  uint64_t seed = std::strtoull(option(count, words, "--seed", "1").c_str(), nullptr, 10);
  const bool isLattice = method == "lattice-sliced";
  const int walkers = isLattice ? 10'000'384 : 1'000'000;
  auto* run = isLattice ? latticeSliced : method == "normals-library" ? normalsLibrary : normalsVector;
  if (repeats < 1 || (!isLattice && method.rfind("normals-", 0) != 0)) {
    std::fprintf(stderr, "samplers: unknown method %s, or repeats below 1\n", method.c_str());
    return 64;
  }
  Report report;
  report.name = isLattice ? "lattice" : "normals";
  report.method = "cpp-" + method;
  report.walkerSteps = static_cast<uint64_t>(walkers) * steps;
  report = medianRun(repeats, report, [&](Report& one) {
    const double start = secondsNow();
    const Moments moments = run(walkers, seed++);
    one.seconds = secondsNow() - start;
    // The variance of a walk of unit steps is their number; 1 % is 7 standard errors of the smallest run.
    if (std::abs(moments.variance() / steps - 1) > 0.01) {
      std::fprintf(stderr, "samplers: the variance of %s is %g, not %d\n", method.c_str(), moments.variance(), steps);
      std::exit(1);
    }
  });
  report.print();
}
