// W2 as plain loops, two ways.
//
// Usage: w2 [--cores 64] [--ticks 1000] [--threads 1] [--seed 1] [--repeats 1] [--method events]
//           [--reset linear]
//
//   events  for each active axon the list of the neurons it reaches; one thread
//   rows    for each active axon a row of 256 bytes, +1, 0 or -1, added to the core's potentials; any threads
//
// With `--reset zero` a spike leaves 0 instead of what is above the threshold: not W2, but the nearest to it
// that NEST has a neuron for.
#include <atomic>
#include <thread>

#include "report.hpp"
#include "w2_network.hpp"

namespace {

constexpr int N = W2Network::neurons;

enum class Reset { linear, zero };

// One tick of a neuron after its input. Returns whether it spikes.
inline bool spikes(int16_t& potential, Reset reset) {
  potential += 1;
  if (potential < W2Network::threshold) return false;
  potential = reset == Reset::linear ? potential - W2Network::threshold : 0;
  return true;
}

void runEvents(const W2Network& network, Reset reset, Report& report) {
  std::vector<size_t> starts(network.size() + 1);
  std::vector<uint8_t> reached;
  for (size_t axon = 0; axon < network.size(); axon++) {
    starts[axon] = reached.size();
    for (int j = 0; j < N; j++) {
      if (network.crossbar[axon][j / 64] >> (j % 64) & 1) reached.push_back(static_cast<uint8_t>(j));
    }
  }
  starts[network.size()] = reached.size();

  std::vector<int16_t> potentials = network.potentials;
  std::vector<uint32_t> active, next;
  const double start = secondsNow();
  for (uint64_t tick = 0; tick < report.ticks; tick++) {
    for (uint32_t axon : active) {
      int16_t* core = &potentials[axon / N * N];
      const int16_t strength = static_cast<int16_t>(W2Network::strength(axon));
      for (size_t k = starts[axon]; k < starts[axon + 1]; k++) core[reached[k]] += strength;
      report.synapticEvents += starts[axon + 1] - starts[axon];
    }
    next.clear();
    for (size_t n = 0; n < network.size(); n++) {
      if (spikes(potentials[n], reset)) next.push_back(network.targets[n]);
    }
    report.spikes += next.size();
    std::swap(active, next);
  }
  report.seconds = secondsNow() - start;
}

// All threads wait here for the last. They spin: a tick lasts some microseconds.
class Barrier {
 public:
  explicit Barrier(int threads) : threads(threads) {}

  void wait() {
    const int round = rounds.load(std::memory_order_relaxed);
    if (arrived.fetch_add(1) == threads - 1) {
      arrived.store(0);
      rounds.store(round + 1);
      return;
    }
    for (int spins = 0; rounds.load() == round; spins++) {
      if (spins > 2000) std::this_thread::yield();
    }
  }

 private:
  const int threads;
  std::atomic<int> arrived{0};
  std::atomic<int> rounds{0};
};

class RowLoop {
 public:
  RowLoop(const W2Network& network, Reset reset, int threads)
      : network(network), reset(reset), threads(threads), potentials(network.potentials),
        rows(network.size() * N), synapses(network.size()), sent(threads), counts(threads), barrier(threads) {
    for (size_t axon = 0; axon < network.size(); axon++) {
      synapses[axon] = static_cast<uint16_t>(network.synapses(axon));
      for (int j = 0; j < N; j++) {
        const bool isSet = network.crossbar[axon][j / 64] >> (j % 64) & 1;
        rows[axon * N + j] = static_cast<int8_t>(isSet ? W2Network::strength(axon) : 0);
      }
    }
    for (auto& boxes : sent) boxes.resize(network.cores);
  }

  void run(Report& report) {
    std::vector<std::thread> others;
    const double start = secondsNow();
    for (int id = 1; id < threads; id++) others.emplace_back([&, id] { work(id, report.ticks); });
    work(0, report.ticks);
    for (auto& other : others) other.join();
    report.seconds = secondsNow() - start;
    for (const Counts& count : counts) {
      report.spikes += count.spikes;
      report.synapticEvents += count.synapticEvents;
    }
  }

 private:
  struct alignas(64) Counts {
    uint64_t spikes = 0;
    uint64_t synapticEvents = 0;
  };

  const W2Network& network;
  const Reset reset;
  const int threads;
  std::vector<int16_t> potentials;
  std::vector<int8_t> rows;
  std::vector<uint16_t> synapses;
  std::vector<std::vector<std::vector<uint32_t>>> sent;  // by sending thread and target core: axons
  std::vector<Counts> counts;
  Barrier barrier;

  void work(int id, uint64_t ticks) {
    for (uint64_t tick = 0; tick < ticks; tick++) {
      for (int core = id; core < network.cores; core += threads) integrate(core, id);
      barrier.wait();
      for (auto& box : sent[id]) box.clear();
      for (int core = id; core < network.cores; core += threads) fire(core, id);
      barrier.wait();
    }
  }

  void integrate(int core, int id) {
    int16_t* potential = &potentials[static_cast<size_t>(core) * N];
    for (const auto& boxes : sent) {
      for (uint32_t axon : boxes[core]) {
        const int8_t* row = &rows[static_cast<size_t>(axon) * N];
        for (int j = 0; j < N; j++) potential[j] += row[j];
        counts[id].synapticEvents += synapses[axon];
      }
    }
  }

  void fire(int core, int id) {
    const size_t first = static_cast<size_t>(core) * N;
    for (size_t n = first; n < first + N; n++) {
      if (!spikes(potentials[n], reset)) continue;
      const uint32_t axon = network.targets[n];
      sent[id][axon / N].push_back(axon);
      counts[id].spikes += 1;
    }
  }
};

}  // namespace

int main(int count, char** words) {
  const int cores = std::atoi(option(count, words, "--cores", "64").c_str());
  const uint64_t seed = std::strtoull(option(count, words, "--seed", "1").c_str(), nullptr, 10);
  Report report;
  report.name = "w2";
  report.ticks = std::strtoull(option(count, words, "--ticks", "1000").c_str(), nullptr, 10);
  report.threads = std::atoi(option(count, words, "--threads", "1").c_str());
  const std::string method = option(count, words, "--method", "events");
  report.method = "cpp-" + method;
  const int repeats = std::atoi(option(count, words, "--repeats", "1").c_str());
  const bool isKnown = method == "rows" || (method == "events" && report.threads == 1);
  if (!isKnown || cores < 1 || report.threads < 1 || report.ticks < 1 || repeats < 1) {
    std::fprintf(stderr, "w2: --method events (one thread) or rows; cores, ticks, threads, repeats from 1\n");
    return 2;
  }
  const Reset reset =
      option(count, words, "--reset", "linear") == "zero" ? Reset::zero : Reset::linear;
  const W2Network network(cores, seed);
  medianRun(repeats, report, [&](Report& run) {
    if (method == "events") runEvents(network, reset, run);
    else RowLoop(network, reset, run.threads).run(run);
  }).print();
}
