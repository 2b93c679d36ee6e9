import NeuroFabric

/// A compiled circuit: the chip image of one replica, where the replicas stand, and how to start and read it.
public struct Program: Hashable, Sendable {
  /// Replica 0 with every neuron at its initial potential.
  public let image: ChipImage
  public let slots: CoreSlots
  public let barrier: LoweredBarrier
  /// Where every neuron of the circuit went.
  public let locations: [NeuronLocation]
  public let utilisation: Utilisation

  public var replicas: Int { slots.replicas }
  /// Name of the chip that the program is for.
  public var chipName: String { slots.profile.name }

  /// Neurons in one core of a replica.
  public func neurons(of core: Int) -> Int {
    switch image {
    case .trueNorth(let image): image.cores[core].neurons.count
    case .loihi(let image): image.cores[core].compartments.count
    }
  }

  /// The image of one replica with `potentials` (by circuit neuron) loaded.
  public func image(replica: Int, loading potentials: [Int: Int] = [:]) -> ChipImage {
    let positions = slots.positions(of: replica)
    switch image {
    case .trueNorth(var image):
      for core in image.cores.indices { image.cores[core].position = positions[core].router }
      for (neuron, potential) in potentials {
        let place = locations[neuron]
        image.cores[place.core].neurons[place.index].initialPotential = Int32(potential)
      }
      return .trueNorth(image)
    case .loihi(var image):
      for core in image.cores.indices {
        image.cores[core].tile = positions[core].router
        image.cores[core].indexInTile = positions[core].indexAtRouter
      }
      for (neuron, potential) in potentials {
        let place = locations[neuron]
        image.cores[place.core].compartments[place.index].initialVoltage = Int32(potential * 64)
      }
      return .loihi(image)
    }
  }
}

/// A neuron's place in a program.
public struct NeuronLocation: Hashable, Sendable {
  public var core: Int
  public var index: Int
}

/// What the compiler made of a circuit's phase barrier.
public struct LoweredBarrier: Hashable, Sendable {
  /// Where the host puts a spike to start the first phase, before the first tick.
  public var kick: [SpikePlace]
  /// Ticks from the spike at a phase's port to the first pulse of the phase.
  public var startLatency: Int
  /// Collector levels plus splitter levels between the members and the root.
  public var treeLevels: Int
  /// Cores that hold collectors and splitters alone.
  public var supervisorCores: [Int]

  public struct SpikePlace: Hashable, Sendable {
    public var core: Int
    /// Axon, or axon list.
    public var axon: Int
  }

  func kicking(_ kick: [SpikePlace]) -> LoweredBarrier {
    var copy = self
    copy.kick = kick
    return copy
  }
}

/// How full the cores of one replica are.
public struct Utilisation: Hashable, Sendable {
  public var neurons: Int
  public var axons: Int
  public var synapses: Int
  public var cores: Int
  /// Cores and chips of all replicas.
  public var allCores: Int
  public var allChips: Int
  /// Of the fullest core, as a fraction of the limit.
  public var fullestNeurons: Double
  public var fullestAxons: Double
  public var fullestSynapseMemory: Double
}
