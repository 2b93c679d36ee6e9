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
  public var resetPotentials = TrueNorthResetPotentials.encoded

  public init() {}

  public struct Core: Hashable, Sendable {
    public var position: MeshPoint
    /// Type 0...3 of every axon in use; axons beyond the end are unused.
    public var axonTypes: [UInt8] = []
    /// A row for every axon in use, a column for every neuron in use.
    public var crossbar = Crossbar()
    /// The neurons in use, from index 0.
    public var neurons: [Neuron] = []
    /// Seed of the core's shift register, used by the shift-register generators alone.
    public var registerSeed: UInt32 = 1

    public init(position: MeshPoint) { self.position = position }
  }

  /// A placed neuron, in 24 bytes.
  public struct Neuron: Hashable, Sendable {
    /// Index into `types`.
    public var type: UInt32
    /// Potential at load.
    public var initialPotential: Int32
    /// Identity in the circuit: addresses the neuron's random numbers, wherever it is placed.
    public var identity: UInt64
    private var destination: PackedTarget

    public init(type: UInt32, initialPotential: Int32 = 0, identity: UInt64, target: Target) {
      self.type = type
      self.initialPotential = initialPotential
      self.identity = identity
      destination = PackedTarget(target)
    }

    public var target: Target {
      get { destination.target }
      set { destination = PackedTarget(newValue) }
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

/// A target in 8 bytes. What does not fit them is nothing that any image could hold.
private struct PackedTarget: Hashable {
  /// Core or port.
  private var number: UInt32 = 0
  private var axon: UInt16 = 0
  private var delay: UInt8 = 0
  private var kind = Kind.none

  private enum Kind: UInt8 { case none, axon, output }

  init(_ target: TrueNorthImage.Target) {
    switch target {
    case .none: break
    case .axon(let core, let axon, let delay):
      precondition(
        UInt32(exactly: core) != nil && UInt16(exactly: axon) != nil && UInt8(exactly: delay) != nil,
        "no neuron can be sent to core \(core), axon \(axon), delay \(delay)")
      (number, self.axon, self.delay, kind) = (UInt32(core), UInt16(axon), UInt8(delay), .axon)
    case .output(let port):
      precondition(UInt32(exactly: port) != nil, "no neuron can be sent to port \(port)")
      (number, kind) = (UInt32(port), .output)
    }
  }

  var target: TrueNorthImage.Target {
    switch kind {
    case .none: .none
    case .axon: .axon(core: Int(number), axon: Int(axon), delay: Int(delay))
    case .output: .output(port: Int(number))
    }
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

/// Which reset potentials the cores of an image can hold.
public enum TrueNorthResetPotentials: String, Hashable, Sendable, CaseIterable {
  /// Zero and plus or minus 2^VR - 1, the form that TrueNorth stores.
  case encoded
  /// Any number of the register's width. Other cores of this family (RANC) store the potential itself.
  case any
}
