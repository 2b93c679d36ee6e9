import NeuroFabric
import RandomStreams
import Testing

/// The kernels of the fast engines draw by themselves, several neurons at once: word x of the very blocks that
/// `StreamKey` gives, for all 48 bits of identities and ticks and lists of every length.
@Suite struct KernelDrawTests {
  static let starts = [0, 1 << 32 - 20, 1 << 48 - 50]

  @Test(arguments: TrueNorthFast.kernelNames.indices, starts)
  func trueNorth(kernels: Int, start: Int) throws {
    let key = StreamKey(seed: 17, purpose: .neuron, batch: 1)
    for count in Array(1...17) + [31, 32, 33, 70] {
      var builder = TrueNorthBuilder()
      let coin = TrueNorthNeuron {
        ($0.threshold, $0.thresholdMaskBits, $0.resetMode) = (128, 8, .none)
      }
      for _ in 0..<count { _ = builder.neuron(coin, potential: 255) }
      let identities = wideIdentities(count)
      for (index, identity) in identities.enumerated() {
        builder.image.cores[0].neurons[index].identity = identity
      }
      let fabric = try TrueNorthFast(
        image: builder.image, key: key, threads: 1, blockWords: nil, kernels: kernels)
      try expectSpikes(fabric, from: start, neurons: count) {
        key.block(identity: identities[$0], tick: $1).x & 255 <= 127
      }
    }
  }

  @Test(arguments: LoihiFast.kernelNames.indices, starts)
  func loihi(kernel: Int, start: Int) throws {
    var noise = LoihiNoise()
    noise.exponent = 13
    var coin = LoihiCompartment()
    (coin.voltageDecay, coin.thresholdMantissa, coin.noiseTarget) = (4096, 128, .voltage)
    for count in 1...17 {
      let identities = wideIdentities(count)
      var image = oneCompartment(
        coin, format: LoihiSynapseFormat(signMode: .excitatory), noise: noise)
      image.cores[0].compartments = identities.map { .init(type: 0, identity: $0) }
      image.cores[0].axonLists[0].synapses = (0..<count).map {
        .init(target: UInt16($0), delay: 0, weight: 128)
      }
      let fabric = try LoihiFast(
        image: image, key: loihiKey(), timing: nil, kernel: kernel, epochLength: 1 << 31)
      try expectSpikes(fabric, from: start, neurons: count, axon: 0) {
        noise.value(key: loihiKey(), identity: identities[$0], tick: $1) > 0
      }
    }
  }
}

/// Identities of every width up to 48 bits.
private func wideIdentities(_ count: Int) -> [UInt64] {
  var stream = CounterStream(key: StreamKey(seed: 11, purpose: .test, batch: 0), identity: UInt64(count))
  return (0..<count).map { stream.next() >> (16 + UInt64($0 * 29 % 48)) }
}

/// Exactly the neurons that `spikes` says spike in the 40 ticks from `start` on, with a spike put on `axon` in each.
private func expectSpikes(
  _ fabric: any Fabric, from start: Int, neurons: Int, axon: Int? = nil,
  _ spikes: (_ neuron: Int, _ tick: UInt64) -> Bool
) throws {
  try fabric.restore(fabric.state.moved(to: start))
  for tick in UInt64(start)..<UInt64(start + 40) {
    if let axon { fabric.inject(core: 0, axon: axon) }
    fabric.step()
    let expected = (0..<neurons).filter { spikes($0, tick) }
    try #require(fabric.spikes.map(\.neuron) == expected, "\(neurons) neurons, tick \(tick)")
  }
}

extension FabricState {
  fileprivate func moved(to tick: Int) -> FabricState {
    switch self {
    case .trueNorth(var state):
      state.tick = tick
      return .trueNorth(state)
    case .loihi(var state):
      state.tick = tick
      return .loihi(state)
    }
  }
}
