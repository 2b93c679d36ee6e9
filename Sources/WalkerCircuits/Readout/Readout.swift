/// What the ports of a walker circuit mean, and how the tick of a report gives a node's walkers.
///
/// In every Markov step each node reports once, when it has paid out its last walker; the tick tells how many there
/// were. A walker that goes to an absorbing state leaves by a port and is counted there, so a sink holds any number.
public struct Readout: Hashable, Sendable {
  public enum Port: Hashable, Sendable {
    /// The paying-out phase of the next Markov step begins.
    case stepStart
    /// Node number (position in the circuit's `nodes`) has paid out all its walkers.
    case report(node: Int)
    /// A walker has gone to this absorbing state.
    case arrival(state: Int)
  }

  /// Meaning of every port.
  public var ports: [Port]
  /// A report comes `reportOffset + ticksPerWalker * walkers` ticks after the first pulse of the step
  /// (sooner from an empty node, which counts as no walkers).
  public var reportOffset: Int
  public var ticksPerWalker: Int
}
