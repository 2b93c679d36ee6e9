"""The circuit of W1, as ../cpp/w1_network.hpp describes it, for simulators that take neurons and synapses."""

NODES = 100
COUNTER, GATE, DONE, RELAY = "counter", "gate", "done", "relay"


class W1Network:
    """kinds[n] of every neuron; synapses (source, target, strength); walkers start on node 0.

    A neuron spikes at thresholds[n] or above, and a gate then with probability 1/2. Without a spike, a
    counter and a done neuron keep their potential and the others forget it. A spike leaves resets[n].
    """

    def __init__(self, nodes=NODES):
        self.kinds = []
        self.synapses = []
        copies = [self.copy(nodes), self.copy(nodes)]
        self.first_counter = copies[0]["counters"][0]
        self.starter = copies[0]["starter"]
        self.done = [copy["done"] for copy in copies]
        for side in (0, 1):
            self.connect(copies[side], copies[1 - side], nodes)
        self.thresholds = [nodes if kind == DONE else 1 for kind in self.kinds]
        self.resets = [-1 if kind == COUNTER else 0 for kind in self.kinds]
        self.keeps = [kind in (COUNTER, DONE) for kind in self.kinds]

    def add(self, kind):
        self.kinds.append(kind)
        return len(self.kinds) - 1

    def copy(self, nodes):
        copy = {name: [] for name in ("counters", "generators", "gates", "relays", "others")}
        for _ in range(nodes):
            copy["counters"].append(self.add(COUNTER))
            copy["generators"].append(self.add(RELAY))
            copy["gates"].append(self.add(GATE))
            copy["relays"].append(self.add(RELAY))
            copy["others"].append(self.add(RELAY))
        copy["done"] = self.add(DONE)
        for name in ("delay", "starter", "opener"):
            copy[name] = self.add(RELAY)
        return copy

    def connect(self, here, there, nodes):
        for i in range(nodes):
            counter, generator = here["counters"][i], here["generators"][i]
            gate, relay, other = here["gates"][i], here["relays"][i], here["others"][i]
            self.synapses += [
                (generator, generator, 1), (generator, counter, 1), (counter, generator, -1),
                (generator, gate, 1), (generator, relay, 1), (relay, other, 1), (gate, other, -1),
                (gate, there["counters"][(i + 1) % nodes], -1),
                (other, there["counters"][(i - 1) % nodes], -1),
                (counter, here["done"], 1), (here["starter"], counter, 1),
                (here["opener"], counter, 1), (here["opener"], generator, 1),
            ]
        self.synapses += [
            (here["done"], here["delay"], 1), (here["delay"], there["starter"], 1),
            (here["starter"], here["opener"], 1),
        ]
