// The circuit of W1: the density method on a ring of nodes, every delay one tick.
//
// Each node has two copies of five neurons; a Markov step moves all walkers from one copy to the other.
//   counter    holds minus the number of walkers; spikes when its node has been emptied
//   generator  spikes once per walker
//   gate       follows each spike of the generator with probability 1/2: one node to the right
//   relay      the generator's spike, a tick later
//   other      the relay's spike where the gate was silent: one node to the left
// Per copy, `done` waits for all counters and starts the other copy through a chain of three neurons.
#pragma once

#include <cstdint>
#include <vector>

struct W1Network {
  struct Neuron {
    int threshold = 1;  // spikes at or above it
    int reset = 0;
    bool keeps = false;      // without a spike the potential stays, instead of going to 0
    bool isGate = false;     // spikes with probability 1/2
    bool isGenerator = false;
    bool isDone = false;
    int potential = 0;  // at load
  };

  struct Synapse {
    uint32_t target;
    int strength;
  };

  std::vector<Neuron> neurons;
  std::vector<size_t> starts;  // first synapse of every neuron, with an end
  std::vector<Synapse> synapses;

  // All walkers start on node 0.
  W1Network(int nodes, int walkers) {
    Copy copies[2] = {copy(nodes), copy(nodes)};
    neurons[copies[0].counters[0]].potential = -walkers;
    neurons[copies[0].starter].potential = 1;
    outgoing.resize(neurons.size());
    for (int side : {0, 1}) connect(copies[side], copies[1 - side], nodes);
    for (const auto& list : outgoing) {
      starts.push_back(synapses.size());
      synapses.insert(synapses.end(), list.begin(), list.end());
    }
    starts.push_back(synapses.size());
    outgoing.clear();
  }

 private:
  using Index = uint32_t;

  struct Copy {
    std::vector<Index> counters, generators, gates, relays, others;
    Index done, delay, starter, opener;
  };

  std::vector<std::vector<Synapse>> outgoing;

  Index add(Neuron neuron) {
    neurons.push_back(neuron);
    return static_cast<Index>(neurons.size() - 1);
  }

  Copy copy(int nodes) {
    Copy copy;
    for (int i = 0; i < nodes; i++) {
      copy.counters.push_back(add({.reset = -1, .keeps = true}));
      copy.generators.push_back(add({.isGenerator = true}));
      copy.gates.push_back(add({.isGate = true}));
      copy.relays.push_back(add({}));
      copy.others.push_back(add({}));
    }
    copy.done = add({.threshold = nodes, .keeps = true, .isDone = true});
    copy.delay = add({});
    copy.starter = add({});
    copy.opener = add({});
    return copy;
  }

  void connect(Index source, Index target, int strength) { outgoing[source].push_back({target, strength}); }

  void connect(const Copy& from, const Copy& to, int nodes) {
    for (int i = 0; i < nodes; i++) {
      const Index generator = from.generators[i], counter = from.counters[i];
      connect(generator, generator, 1);
      connect(generator, counter, 1);
      connect(counter, generator, -1);
      connect(generator, from.gates[i], 1);
      connect(generator, from.relays[i], 1);
      connect(from.relays[i], from.others[i], 1);
      connect(from.gates[i], from.others[i], -1);
      connect(from.gates[i], to.counters[(i + 1) % nodes], -1);
      connect(from.others[i], to.counters[(i + nodes - 1) % nodes], -1);
      connect(counter, from.done, 1);
      connect(from.starter, counter, 1);
      connect(from.opener, counter, 1);
      connect(from.opener, generator, 1);
    }
    connect(from.done, from.delay, 1);
    connect(from.delay, to.starter, 1);
    connect(from.starter, from.opener, 1);
  }
};
