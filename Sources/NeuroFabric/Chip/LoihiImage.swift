/// A program for Loihi 1 cores: a value that can be printed, saved, compared and run.
public struct LoihiImage: Hashable, Sendable {
  /// Compartment types, shared by the compartments of all cores.
  public var types: [LoihiCompartment] = []
  public var cores: [Core] = []
  /// Number of output ports; a spike of a probed compartment is reported to the host at its port.
  public var outputPorts = 0
  /// Slots of the delay ring, 8, 16, 32 or 64; the largest programmable delay is slots - 2.
  public var delaySlots = 8

  public init() {}

  public struct Core: Hashable, Sendable {
    /// Position of the core's *tile* in the mesh of all chips.
    public var tile: MeshPoint
    /// 0...3: which core of the tile.
    public var indexInTile: Int
    public var noise = LoihiNoise()
    public var compartments: [Compartment] = []
    /// Input axon lists: what a message to this core reaches.
    public var axonLists: [AxonList] = []

    public init(tile: MeshPoint, indexInTile: Int) {
      self.tile = tile
      self.indexInTile = indexInTile
    }
  }

  public struct Compartment: Hashable, Sendable {
    /// Index into `types`.
    public var type: UInt32
    /// Voltage at load.
    public var initialVoltage: Int32
    /// Identity in the circuit: addresses the compartment's random numbers, wherever it is placed.
    public var identity: UInt64
    /// Output axons: the axon lists that a spike of this compartment activates.
    public var outputs: [Output]
    /// Output port, if the compartment is probed.
    public var port: Int?

    public init(
      type: UInt32, initialVoltage: Int32 = 0, identity: UInt64, outputs: [Output] = [],
      port: Int? = nil
    ) {
      self.type = type
      self.initialVoltage = initialVoltage
      self.identity = identity
      self.outputs = outputs
      self.port = port
    }
  }

  public struct Output: Hashable, Sendable {
    public var core: Int
    public var axonList: Int

    public init(core: Int, axonList: Int) {
      self.core = core
      self.axonList = axonList
    }
  }

  public struct AxonList: Hashable, Sendable {
    public var format: LoihiSynapseFormat
    public var synapses: [Synapse]

    public init(format: LoihiSynapseFormat, synapses: [Synapse]) {
      self.format = format
      self.synapses = synapses
    }
  }

  public struct Synapse: Hashable, Sendable {
    /// Compartment of the core.
    public var target: UInt16
    /// Programmed delay; the spike acts `delay + 1` ticks after the tick that sent it.
    public var delay: UInt8
    /// Weight mantissa in the range of the list's sign mode.
    public var weight: Int16

    public init(target: UInt16, delay: UInt8, weight: Int16) {
      self.target = target
      self.delay = delay
      self.weight = weight
    }
  }
}

/// How the weights of an axon list are stored.
public struct LoihiSynapseFormat: Hashable, Sendable {
  public enum SignMode: UInt8, Hashable, Sendable, CaseIterable {
    /// -256...254, lowest bit lost at 8 bits.
    case mixed
    /// 0...255.
    case excitatory
    /// -256...0.
    case inhibitory
  }

  public var signMode: SignMode
  /// 1...9 bits; a mixed list loses its lowest bit at 8, nothing at 9, see `lostBits`.
  public var weightBits: Int
  /// wexp: -8...7.
  public var weightExponent: Int
  /// Bits of the delay field, 0...6.
  public var delayBits: Int

  public init(signMode: SignMode, weightBits: Int = 8, weightExponent: Int = 0, delayBits: Int = 3) {
    self.signMode = signMode
    self.weightBits = weightBits
    self.weightExponent = weightExponent
    self.delayBits = delayBits
  }
}
