/// What the states of a lattice stand for at a time: an affine map from state to increment of the process.
///
/// A walker stands for a cell, not for a point: callers average what they read over `cell(of:)`. The spread of a cell,
/// spacing^2 / 12, is a part of the variance that the lattice makes exact.
public struct LatticeReadOut: Hashable, Sendable {
  /// The increment that state 0 stands for.
  public let origin: Double
  public let spacing: Double

  public init(origin: Double, spacing: Double) {
    self.origin = origin
    self.spacing = spacing
  }

  /// The increment in the middle of a state's cell.
  public func center(of state: Int) -> Double { origin + Double(state) * spacing }

  public func cell(of state: Int) -> ClosedRange<Double> {
    let center = center(of: state)
    return (center - spacing / 2)...(center + spacing / 2)
  }
}
