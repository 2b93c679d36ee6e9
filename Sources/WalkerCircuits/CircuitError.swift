/// A chain that a circuit cannot carry.
public enum CircuitError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Gates finer than the circuit can draw.
  case gateBits(bits: Int, allowed: ClosedRange<Int>, circuit: String)
  /// A chain without transient states: there is nothing to walk on.
  case noNodes

  public var description: String {
    switch self {
    case .gateBits(let bits, let allowed, let circuit):
      "gates of \(bits) bits: the circuit \(circuit) draws \(allowed.lowerBound) to \(allowed.upperBound) bits; "
        + "set probability_bits within these limits"
    case .noNodes:
      "every state of the chain is absorbing: there is nothing to walk on"
    }
  }
}
