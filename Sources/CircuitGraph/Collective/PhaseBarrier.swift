/// Phases that take turns: when every member of the running phase has reported, the next phase starts everywhere.
///
/// A circuit states *that* its members are started and awaited together; the compiler lowers the two collectives to
/// trees of splitter and collector neurons once it knows which members share a core.
public struct PhaseBarrier: Hashable, Sendable {
  /// Phases in turn; after the last comes the first again.
  public var phases: [Phase]

  public init(phases: [Phase]) { self.phases = phases }

  public struct Phase: Hashable, Sendable {
    public var name: String
    public var start: Broadcast
    public var done: Gather
    /// A port that spikes once whenever this phase starts; the compiler says how long before the first pulse.
    public var port: Int?

    public init(name: String, start: Broadcast, done: Gather, port: Int? = nil) {
      self.name = name
      self.start = start
      self.done = done
      self.port = port
    }
  }
}

/// One event that reaches many neurons, as one or several pulses a fixed number of ticks apart.
public struct Broadcast: Hashable, Sendable {
  public var pulses: [Pulse]

  public init(pulses: [Pulse]) { self.pulses = pulses }

  public struct Pulse: Hashable, Sendable {
    /// Ticks after the first pulse of the broadcast.
    public var offset: Int
    /// Crossbar circuits: the axon type the pulse arrives on. Compartment circuits: its weight.
    public var strength: Int
    /// Neurons of the circuit that receive the pulse.
    public var receivers: [Int]

    public init(offset: Int, strength: Int, receivers: [Int]) {
      self.offset = offset
      self.strength = strength
      self.receivers = receivers
    }
  }
}

/// Many events that are awaited together: the gather is complete when every source has fired once.
public struct Gather: Hashable, Sendable {
  /// Crossbar circuits: lines. Compartment circuits: neurons.
  public var sources: [Int]

  public init(sources: [Int]) { self.sources = sources }
}
