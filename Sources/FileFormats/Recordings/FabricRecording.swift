import NeuroFabric

/// What a run of a fabric left behind tick by tick: output spikes, and the spikes and potentials of probed neurons.
///
/// Each of the three lists keeps what comes first, at most `limit` entries; what comes after that is counted as
/// dropped, never forgotten silently.
public struct FabricRecording: Hashable, Sendable {
  public struct Spike: Hashable, Sendable {
    public var tick: Int
    public var core: UInt32
    public var neuron: UInt32

    public init(tick: Int, core: UInt32, neuron: UInt32) {
      self.tick = tick
      self.core = core
      self.neuron = neuron
    }
  }

  public struct Output: Hashable, Sendable {
    public var tick: Int
    public var port: UInt32

    public init(tick: Int, port: UInt32) {
      self.tick = tick
      self.port = port
    }
  }

  /// Entries that came after their list was full.
  public struct Dropped: Hashable, Sendable {
    public var spikes: UInt64 = 0
    public var potentials: UInt64 = 0
    public var outputs: UInt64 = 0

    public init() {}

    public var all: UInt64 { spikes + potentials + outputs }
  }

  public let probes: Probes
  public let limit: Int
  public private(set) var spikes: [Spike] = []
  public private(set) var outputs: [Output] = []
  /// The ticks of `potentials`.
  public private(set) var potentialTicks: [Int] = []
  /// By tick, the potential of every probed neuron after it, in the order of the probes.
  public private(set) var potentials: [Int32] = []
  public private(set) var dropped = Dropped()
  private let probed: Set<NeuronAddress>

  /// - Parameter limit: entries of each list, 1 or more.
  public init(probes: Probes, limit: Int) {
    precondition(limit > 0, "a recording of \(limit) entries")
    self.probes = probes
    self.limit = limit
    if case .some(let neurons) = probes.spikes { probed = Set(neurons) } else { probed = [] }
    reserve()
  }

  /// Lists up to which room for all entries is asked for at once.
  private static let reserved = 1 << 26

  /// A list that grows by doubling is copied, stands in memory twice meanwhile, and then has room that it never needs.
  /// Room that is asked for and not written to takes no memory.
  private mutating func reserve() {
    guard limit <= Self.reserved else { return }
    outputs.reserveCapacity(limit)
    if probes.spikes != .some([]) { spikes.reserveCapacity(limit) }
    if !probes.potentials.isEmpty { potentials.reserveCapacity(limit) }
  }

  /// Takes over what an earlier run recorded; this recording goes on behind it.
  mutating func goOn(
    outputs: [Output], spikes: [Spike], potentialTicks: [Int], potentials: [Int32], dropped: Dropped
  ) {
    self.outputs = outputs
    self.spikes = spikes
    self.potentialTicks = potentialTicks
    self.potentials = potentials
    self.dropped = dropped
    reserve()
  }

  /// Takes down the tick that `fabric` completed last.
  public mutating func record(_ fabric: any Fabric) {
    let tick = fabric.tick - 1
    for port in fabric.outputs {
      if outputs.count < limit {
        outputs.append(Output(tick: tick, port: UInt32(port)))
      } else {
        dropped.outputs += 1
      }
    }
    switch probes.spikes {
    case .all: for spike in fabric.spikes { record(spike, tick: tick) }
    case .some(let neurons) where neurons.isEmpty: break
    case .some: for spike in fabric.spikes where probed.contains(spike) { record(spike, tick: tick) }
    }
    recordPotentials(fabric, tick: tick)
  }

  private mutating func record(_ spike: NeuronAddress, tick: Int) {
    if spikes.count < limit {
      spikes.append(Spike(tick: tick, core: UInt32(spike.core), neuron: UInt32(spike.neuron)))
    } else {
      dropped.spikes += 1
    }
  }

  /// The potentials of one tick are kept all or none.
  private mutating func recordPotentials(_ fabric: any Fabric, tick: Int) {
    guard !probes.potentials.isEmpty else { return }
    guard dropped.potentials == 0, potentials.count + probes.potentials.count <= limit else {
      dropped.potentials += UInt64(probes.potentials.count)
      return
    }
    potentialTicks.append(tick)
    for neuron in probes.potentials {
      potentials.append(Int32(clamping: fabric.potential(core: neuron.core, neuron: neuron.neuron)))
    }
  }
}
