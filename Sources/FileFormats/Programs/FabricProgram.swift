import NeuroFabric

/// What a fabric is given to run: a chip image, the spikes that the host puts in, and what is to be recorded.
public struct FabricProgram: Hashable, Sendable {
  public var image: ChipImage
  /// Spikes put in by the host, by tick, earlier ones first.
  public var inputs: [InputSpike]
  public var probes: Probes

  public init(image: ChipImage, inputs: [InputSpike] = [], probes: Probes = Probes()) {
    self.image = image
    self.inputs = inputs
    self.probes = probes
  }
}

/// A spike that the host puts on an axon (TrueNorth) or an axon list (Loihi), to act in tick `tick`.
public struct InputSpike: Hashable, Sendable {
  /// 0...2^48 - 1; tick 0 is the first that runs.
  public var tick: Int
  public var core: UInt32
  public var axon: UInt32

  public init(tick: Int, core: UInt32, axon: UInt32) {
    self.tick = tick
    self.core = core
    self.axon = axon
  }

  /// Ticks that can be addressed.
  public static let ticks = FabricState.ticks
}

/// What of a run is to be recorded, besides the spikes of output ports.
public struct Probes: Hashable, Sendable {
  public enum Spikes: Hashable, Sendable {
    /// Of every neuron.
    case all
    case some([NeuronAddress])
  }

  public var spikes: Spikes
  /// Neurons whose potential is recorded after every tick.
  public var potentials: [NeuronAddress]

  public init(spikes: Spikes = .some([]), potentials: [NeuronAddress] = []) {
    self.spikes = spikes
    self.potentials = potentials
  }

  public var isEmpty: Bool { spikes == .some([]) && potentials.isEmpty }
}

extension ChipImage {
  public var coreCount: Int {
    switch self {
    case .trueNorth(let image): image.cores.count
    case .loihi(let image): image.cores.count
    }
  }

  /// Axons (TrueNorth) or axon lists (Loihi) in use on a core.
  public func axonCount(core: Int) -> Int {
    switch self {
    case .trueNorth(let image): image.cores[core].axonTypes.count
    case .loihi(let image): image.cores[core].axonLists.count
    }
  }

  /// Neurons or compartments in use on a core.
  public func neuronCount(core: Int) -> Int {
    switch self {
    case .trueNorth(let image): image.cores[core].neurons.count
    case .loihi(let image): image.cores[core].compartments.count
    }
  }

  /// Neurons or compartments on all cores.
  public var neuronCount: Int { (0..<coreCount).reduce(0) { $0 + neuronCount(core: $1) } }

  /// - Throws: `FabricError` if no chip of the family could hold the image.
  public func validate() throws {
    switch self {
    case .trueNorth(let image): try image.validate()
    case .loihi(let image): try image.validate()
    }
  }
}
