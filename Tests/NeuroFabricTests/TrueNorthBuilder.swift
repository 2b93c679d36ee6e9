import NeuroFabric
import RandomStreams

/// Builds small TrueNorth images by hand.
struct TrueNorthBuilder {
  var image = TrueNorthImage()

  init(cores: [MeshPoint] = [MeshPoint(x: 0, y: 0)], ports: Int = 4) {
    image.cores = cores.map { TrueNorthImage.Core(position: $0) }
    image.outputPorts = ports
  }

  /// Adds an axon and returns its index.
  mutating func axon(core: Int = 0, type: UInt8 = 0) -> Int {
    image.cores[core].axonTypes.append(type)
    setCrossbar(core, rows(core) + [[]])
    return image.cores[core].axonTypes.count - 1
  }

  /// Adds a neuron of a type of its own, reached by `axons`, and returns its index.
  mutating func neuron(
    core: Int = 0, _ type: TrueNorthNeuron, potential: Int32 = 0, from axons: [Int] = [],
    to target: TrueNorthImage.Target = .none
  ) -> Int {
    let index = image.cores[core].neurons.count
    image.types.append(type)
    image.cores[core].neurons.append(
      TrueNorthImage.Neuron(
        type: UInt32(image.types.count - 1), initialPotential: potential,
        identity: UInt64(core * 256 + index), target: target))
    var rows = rows(core)
    for axon in axons { rows[axon].append(index) }
    setCrossbar(core, rows)
    return index
  }

  private func rows(_ core: Int) -> [[Int]] {
    let crossbar = image.cores[core].crossbar
    return (0..<crossbar.axons).map(crossbar.row)
  }

  private mutating func setCrossbar(_ core: Int, _ rows: [[Int]]) {
    image.cores[core].crossbar = Crossbar(rows: rows, neurons: image.cores[core].neurons.count)
  }

  func fabric(_ engine: FabricEngine, seed: UInt64 = 0) throws -> any Fabric {
    try ChipImage.trueNorth(image).makeFabric(engine: engine, key: Self.key(seed))
  }

  static func key(_ seed: UInt64) -> StreamKey { StreamKey(seed: seed, purpose: .neuron, batch: 0) }
}

extension TrueNorthNeuron {
  init(_ change: (inout TrueNorthNeuron) -> Void) {
    self.init()
    change(&self)
  }

  /// Spikes in the tick of its input, and forgets.
  static let relay = TrueNorthNeuron { $0.strengths = SIMD4(1, 1, 1, 1) }
}

extension Fabric {
  /// Runs `ticks` ticks with `inputs` (tick, core, axon); the ticks in which each port spiked.
  func record(ticks: Int, ports: Int = 4, inputs: [(tick: Int, core: Int, axon: Int)] = []) -> [[Int]] {
    var seen = [[Int]](repeating: [], count: ports)
    for _ in 0..<ticks {
      for input in inputs where input.tick == tick { inject(core: input.core, axon: input.axon) }
      let now = tick
      step()
      for port in outputs { seen[port].append(now) }
    }
    return seen
  }
}
