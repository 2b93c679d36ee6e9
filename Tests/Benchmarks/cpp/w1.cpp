// W1 as plain loops, two ways.
//
// Usage: w1 [--walkers 1000] [--steps 100] [--nodes 100] [--seed 1] [--repeats 7] [--method events]
//
//   events  in each tick the neurons that have input, alone
//   dense   in each tick all neurons
#include <utility>

#include "report.hpp"
#include "splitmix.hpp"
#include "w1_network.hpp"

namespace {

class Loop {
 public:
  Loop(const W1Network& network, uint64_t seed)
      : network(network), coins(seed), potentials(network.neurons.size()), isQueued(network.neurons.size()) {
    for (size_t n = 0; n < potentials.size(); n++) potentials[n] = network.neurons[n].potential;
  }

  uint64_t generated = 0;  // walkers that were moved

  void runDense(int steps, Report& report) {
    const double start = secondsNow();
    while (done < steps) {
      fired.clear();
      for (uint32_t n = 0; n < potentials.size(); n++) update(n);
      for (uint32_t n : fired) {
        for (size_t k = network.starts[n]; k < network.starts[n + 1]; k++) {
          potentials[network.synapses[k].target] += network.synapses[k].strength;
        }
      }
      count(report);
    }
    report.seconds = secondsNow() - start;
  }

  void runEvents(int steps, Report& report) {
    std::vector<uint32_t> touched;
    for (uint32_t n = 0; n < potentials.size(); n++) {
      if (potentials[n] > 0) touched.push_back(n);
    }
    for (uint32_t n : touched) isQueued[n] = true;
    const double start = secondsNow();
    while (done < steps) {
      fired.clear();
      for (uint32_t n : touched) {
        isQueued[n] = false;
        update(n);
      }
      touched.clear();
      for (uint32_t n : fired) {
        for (size_t k = network.starts[n]; k < network.starts[n + 1]; k++) {
          const W1Network::Synapse synapse = network.synapses[k];
          potentials[synapse.target] += synapse.strength;
          if (!isQueued[synapse.target]) {
            isQueued[synapse.target] = true;
            touched.push_back(synapse.target);
          }
        }
      }
      count(report);
    }
    report.seconds = secondsNow() - start;
  }

 private:
  const W1Network& network;
  SplitMix64 coins;
  std::vector<int> potentials;
  std::vector<uint8_t> isQueued;
  std::vector<uint32_t> fired;
  int done = 0;

  void update(uint32_t n) {
    const W1Network::Neuron& neuron = network.neurons[n];
    if (potentials[n] >= neuron.threshold && (!neuron.isGate || coins.next() >> 63)) {
      potentials[n] = neuron.reset;
      fired.push_back(n);
    } else if (!neuron.keeps) {
      potentials[n] = 0;
    }
  }

  void count(Report& report) {
    report.ticks += 1;
    report.spikes += fired.size();
    for (uint32_t n : fired) {
      report.synapticEvents += network.starts[n + 1] - network.starts[n];
      if (network.neurons[n].isDone) done += 1;
      if (network.neurons[n].isGenerator) generated += 1;
    }
  }
};

}  // namespace

int main(int count, char** words) {
  const int walkers = std::atoi(option(count, words, "--walkers", "1000").c_str());
  const int steps = std::atoi(option(count, words, "--steps", "100").c_str());
  const int nodes = std::atoi(option(count, words, "--nodes", "100").c_str());
  const std::string method = option(count, words, "--method", "events");
  const int repeats = std::atoi(option(count, words, "--repeats", "7").c_str());
  const uint64_t seed = std::strtoull(option(count, words, "--seed", "1").c_str(), nullptr, 10);
  const bool isKnown = method == "events" || method == "dense";
  if (!isKnown || walkers < 1 || steps < 1 || nodes < 2 || repeats < 1) {
    std::fprintf(stderr, "w1: --method events or dense; walkers, steps and repeats from 1, nodes from 2\n");
    return 2;
  }
  Report report;
  report.name = "w1";
  report.method = "cpp-" + method;
  report.walkerSteps = static_cast<uint64_t>(walkers) * steps;
  const W1Network network(nodes, walkers);
  medianRun(repeats, report, [&](Report& run) {
    Loop loop(network, seed);
    if (method == "events") loop.runEvents(steps, run);
    else loop.runDense(steps, run);
    if (loop.generated == run.walkerSteps) return;
    std::fprintf(stderr, "w1: %llu walkers were moved instead of %llu\n",
                 static_cast<unsigned long long>(loop.generated),
                 static_cast<unsigned long long>(run.walkerSteps));
    std::exit(1);
  }).print();
}
