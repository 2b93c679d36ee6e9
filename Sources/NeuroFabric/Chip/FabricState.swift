/// All that a fabric carries from one tick to the next, but for its random numbers, which are those of its key.
///
/// A state belongs to an image, not to an engine: both engines of a chip give equal states after equal ticks, and
/// each goes on from a state of the other. Lists over neurons, axons and so on run through all cores in order.
public enum FabricState: Hashable, Sendable {
  case trueNorth(TrueNorthState)
  case loihi(LoihiFabricState)

  /// Ticks completed since load.
  public var tick: Int {
    switch self {
    case .trueNorth(let state): state.tick
    case .loihi(let state): state.tick
    }
  }

  /// Ticks that can be addressed: the random streams have 48 bits for them.
  package static let ticks = 0...(1 << 48 - 1)
  /// What no sum of counts reaches in a run that can be done.
  static let countLimit = UInt64(1) << 60
}

/// The state of a TrueNorth fabric.
public struct TrueNorthState: Hashable, Sendable {
  public var tick = 0
  /// By neuron.
  public var potentials: [Int32] = []
  /// By axon: bit s is set where a spike waits for the next tick whose number is s modulo 16.
  public var scheduler: [UInt16] = []
  /// By neuron, since load.
  public var spikeCounts: [UInt64] = []
  /// By core, since load.
  public var synapticEvents: [UInt64] = []
  /// By core, since load: spikes put in by the host.
  public var inputSpikes: [UInt64] = []
  public var mergedSpikes: UInt64 = 0
  public var clippedPotentials: UInt64 = 0
  /// By core: its shift register, 0 where no neuron draws. Empty with the counter-based generator.
  public var registers: [UInt32] = []
  /// Neurons that spiked in the tick last completed, in core order then neuron order.
  public var spikes: [NeuronAddress] = []

  public init() {}
}

/// The state of a Loihi fabric.
public struct LoihiFabricState: Hashable, Sendable {
  /// The input of a compartment in a tick to come.
  public struct PendingInput: Hashable, Sendable {
    /// Ticks from the next one on: 0 acts in the next tick.
    public var ticksAhead: UInt8
    /// Counted through all cores.
    public var compartment: UInt32
    /// Sum of effective weights, a multiple of 64. A sum of 0 is an input too.
    public var input: Int64

    public init(ticksAhead: UInt8, compartment: UInt32, input: Int64) {
      self.ticksAhead = ticksAhead
      self.compartment = compartment
      self.input = input
    }
  }

  public var tick = 0
  /// By compartment: its current, 0 where the next update forgets it.
  public var currents: [Int32] = []
  /// By compartment: its voltage, 0 where the next update forgets it.
  public var voltages: [Int32] = []
  /// By compartment: ticks that it stays silent.
  public var refractory: [UInt8] = []
  /// By compartment: what its voltage register reads.
  public var readings: [Int32] = []
  /// By compartment, since load: ticks in which it was active.
  public var updates: [UInt64] = []
  /// By compartment, since load.
  public var spikeCounts: [UInt64] = []
  /// By tick, then by compartment.
  public var pending: [PendingInput] = []
  /// By axon list, since load: spikes put in by the host.
  public var injections: [UInt64] = []
  /// Axon lists, counted through all cores, that the host has put spikes on since the tick last completed;
  /// ascending, one entry for each spike.
  public var freshInjections: [UInt32] = []
  public var clippedPotentials: UInt64 = 0
  /// 0 in a fabric without timing.
  public var busyPicoseconds: UInt64 = 0
  /// Compartments that spiked in the tick last completed, in core order then index order.
  public var spikes: [NeuronAddress] = []

  public init() {}
}
