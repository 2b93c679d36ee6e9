"""The network of W2, drawn from a seed as ../README.md says. Standard library alone."""

MASK = (1 << 64) - 1
NEURONS = 256  # of a core; as many axons
THRESHOLD = 50


class SplitMix64:
    """Steele, Lea, Flood, OOPSLA 2014."""

    STEP = 0x9E3779B97F4A7C15

    def __init__(self, state):
        self.state = state

    @staticmethod
    def stream(seed, number):
        start = SplitMix64((seed + number * SplitMix64.STEP) & MASK)
        return SplitMix64(start.next())

    def next(self):
        self.state = z = (self.state + self.STEP) & MASK
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
        z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
        return z ^ z >> 31

    def below(self, bound):
        return self.next() * bound >> 64


def half(stream):
    """128 bits of which 64 are set."""
    bits = stream.next()
    bits |= stream.next() << 64
    while bits.bit_count() != 64:
        place = 1 << (stream.next() >> 57)
        bits = bits & ~place if bits.bit_count() > 64 else bits | place
    return bits


class W2Network:
    """potentials[n], targets[n] and axons[n], the axons (even ones, then odd ones) that reach neuron n.

    Neurons and axons are numbered through all cores.
    """

    def __init__(self, cores, seed=1):
        size = cores * NEURONS
        stream = SplitMix64.stream(seed, 0)
        self.targets = list(range(size))
        for n in range(size - 1, 0, -1):
            other = stream.below(n + 1)
            self.targets[n], self.targets[other] = self.targets[other], self.targets[n]
        self.potentials = []
        self.axons = []
        for core in range(cores):
            self.draw(core * NEURONS, SplitMix64.stream(seed, 1 + core))

    def draw(self, first, stream):
        for _ in range(NEURONS):
            self.potentials.append(stream.below(THRESHOLD))
            halves = [half(stream), half(stream)]
            self.axons.append(
                [first + 2 * k + parity for parity in (0, 1) for k in range(128) if halves[parity] >> k & 1])

    def synapses(self):
        """(source neuron, target neuron, strength) of all synapses."""
        source = [0] * len(self.targets)
        for neuron, axon in enumerate(self.targets):
            source[axon] = neuron
        for neuron, axons in enumerate(self.axons):
            for axon in axons:
                yield source[axon], neuron, 1 if axon % 2 == 0 else -1
