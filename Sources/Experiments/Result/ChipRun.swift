/// What running on a chip means beyond the tally: time, use and load.
public struct ChipRun: Hashable, Sendable {
  public var profile: String
  public var replicas: Int
  /// Ticks of the busiest replica, all its batches one after the other: the chip's time in ticks.
  public var ticks: UInt64
  /// Ticks of all batches added up.
  public var totalTicks: UInt64
  /// Seconds of chip time: ticks x tick period, or the busiest core's time with the barrier.
  public var chipSeconds: Double
  public var tickNote: String
  /// Ticks of every Markov step of the first batch, up to a bounded number of steps.
  public var ticksPerStep: [Int]
  public var utilisation: Utilisation
  /// Every used core of the first replica with its load over all batches.
  public var coreLoads: [PlacedLoad]
  /// Hash of the chip image.
  public var imageHash: String

  public struct PlacedLoad: Hashable, Sendable {
    /// Position of the core (TrueNorth) or of its tile (Loihi) in the mesh of chips.
    public var x: Int
    public var y: Int
    /// Which core of the tile; 0 on TrueNorth.
    public var indexInTile: Int
    public var neurons: Int
    public var spikes: UInt64
    public var synapticEvents: UInt64

    public init(
      x: Int, y: Int, indexInTile: Int, neurons: Int, spikes: UInt64, synapticEvents: UInt64
    ) {
      self.x = x
      self.y = y
      self.indexInTile = indexInTile
      self.neurons = neurons
      self.spikes = spikes
      self.synapticEvents = synapticEvents
    }
  }

  /// How full the chips are.
  public struct Utilisation: Hashable, Sendable {
    public var nodes: Int
    public var neurons: Int
    public var axons: Int
    public var synapses: Int
    public var cores: Int
    public var chips: Int
    /// Neurons, axons and synapse words of the fullest core, as a fraction of the limit.
    public var fullestNeurons: Double
    public var fullestAxons: Double
    public var fullestSynapseMemory: Double
    public var neuronsPerNode: Double

    public init(
      nodes: Int, neurons: Int, axons: Int, synapses: Int, cores: Int, chips: Int,
      fullestNeurons: Double, fullestAxons: Double, fullestSynapseMemory: Double,
      neuronsPerNode: Double
    ) {
      self.nodes = nodes
      self.neurons = neurons
      self.axons = axons
      self.synapses = synapses
      self.cores = cores
      self.chips = chips
      self.fullestNeurons = fullestNeurons
      self.fullestAxons = fullestAxons
      self.fullestSynapseMemory = fullestSynapseMemory
      self.neuronsPerNode = neuronsPerNode
    }
  }
}
