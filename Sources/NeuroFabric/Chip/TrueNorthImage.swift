/// A program for TrueNorth cores: a value that can be printed, saved, compared and run.
public struct TrueNorthImage: Hashable, Sendable {
  /// Axons of a core (256 on the chip; other sizes serve imported networks).
  public var axonsPerCore = 256
  /// Neurons of a core (256 on the chip).
  public var neuronsPerCore = 256
  /// Neuron types, shared by the neurons of all cores.
  public var types: [TrueNorthNeuron] = []
  public var cores: [Core] = []
  /// Number of output ports; a spike to a port leaves the fabric for the host.
  public var outputPorts = 0
  public var generator = TrueNorthGenerator.counterBased

  public init() {}

  public struct Core: Hashable, Sendable {
    public var position: MeshPoint
    /// Type 0...3 of every axon in use; axons beyond the end are unused.
    public var axonTypes: [UInt8] = []
    /// The crossbar as sparse rows: for every axon in use the connected neurons, ascending.
    public var crossbar: [[UInt16]] = []
    /// The neurons in use, from index 0.
    public var neurons: [Neuron] = []
    /// Seed of the core's shift register, used by the shift-register generators alone.
    public var registerSeed: UInt32 = 1

    public init(position: MeshPoint) { self.position = position }
  }

  public struct Neuron: Hashable, Sendable {
    /// Index into `types`.
    public var type: UInt32
    /// Potential at load.
    public var initialPotential: Int32
    /// Identity in the circuit: addresses the neuron's random numbers, wherever it is placed.
    public var identity: UInt64
    public var target: Target

    public init(type: UInt32, initialPotential: Int32 = 0, identity: UInt64, target: Target) {
      self.type = type
      self.initialPotential = initialPotential
      self.identity = identity
      self.target = target
    }
  }

  public enum Target: Hashable, Sendable {
    /// The spike goes nowhere.
    case none
    /// One axon of one core, `delay` ticks (1...15) later.
    case axon(core: Int, axon: Int, delay: Int)
    /// An output port: the spike leaves by the west edge of its row.
    case output(port: Int)
  }
}

/// Where a TrueNorth core's random numbers come from.
public enum TrueNorthGenerator: String, Hashable, Sendable, CaseIterable {
  /// Counter-based, addressed by the neuron's identity in the circuit: independent of placement.
  case counterBased = "counter"
  /// A 32-bit shift register per core, 32 advances per draw. Depends on placement.
  case shiftRegister = "lfsr32"
  /// The same register with one advance per draw: deliberately poor.
  case serialShiftRegister = "lfsr32-serial"
}
