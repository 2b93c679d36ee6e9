/// Builds the chain of a walk on the cells of an interval.
///
/// Cell i has its centre at `origin + i * spacing`. Steps are whole cells and may differ from cell to cell.
/// The displacement of a transition is the step as the process means it: across a periodic seam and over an
/// absorbing end the offset asked for, at a reflecting end what is left of it.
public struct IntervalWalk: Hashable, Sendable {
  public typealias Step = (offset: Int, probability: Double)

  public var count: Int
  public var origin: Double
  public var spacing: Double
  public var lower: Boundary
  public var upper: Boundary

  public init(
    count: Int, origin: Double = 0, spacing: Double = 1, lower: Boundary, upper: Boundary
  ) {
    self.count = count
    self.origin = origin
    self.spacing = spacing
    self.lower = lower
    self.upper = upper
  }

  /// The chain whose walkers step from every cell by the law `steps` gives for it.
  ///
  /// - Throws: `ChainError` for a mesh or boundary outside its range, a step longer than the mesh, or a law
  ///   that is not a probability.
  public func chain(steps: (Int) throws -> [Step]) throws -> MarkovChain {
    let axis = try MeshAxis(name: "cells", count: count, lower: lower, upper: upper)
    try ChainError.requirePositive("spacing", spacing)
    let exits = AbsorbingExits(base: count, boundaries: [lower, upper])
    let rows = try (0..<count).map { cell in
      try steps(cell).map { step in
        try transition(from: cell, step: step, axis: axis, exits: exits)
      }
    }
    return try MarkovChain(
      rows: rows + exits.rows, space: .interval(count: count, origin: origin, spacing: spacing),
      names: exits.nameOfState)
  }

  /// The nearest-neighbour walk with the same law everywhere: left, right, and staying with the rest.
  public func chain(left: Double, right: Double) throws -> MarkovChain {
    try chain { _ in [(-1, left), (0, try remainder(left, right)), (1, right)] }
  }

  private func transition(
    from cell: Int, step: Step, axis: MeshAxis, exits: AbsorbingExits
  ) throws -> MarkovChain.Transition {
    switch try axis.land(from: cell, offset: step.offset) {
    case .absorbed(let name):
      return .init(
        target: exits.state(name), probability: step.probability,
        displacement: SIMD2(Double(step.offset) * spacing, 0))
    case .cell(let target, _):
      let offset = lower == .periodic ? step.offset : target - cell
      return .init(
        target: target, probability: step.probability,
        displacement: SIMD2(Double(offset) * spacing, 0))
    }
  }
}

/// What is left of one after the probabilities `parts`; rounding below zero is cut off.
///
/// - Throws: `ChainError.badParameter` if the parts exceed one or one of them is not in 0 ... 1.
func remainder(_ parts: Double...) throws -> Double {
  for part in parts {
    try ChainError.require(part >= 0 && part <= 1, "step probability", part, allowed: "0 to 1")
  }
  let sum = parts.reduce(0, +)
  try ChainError.require(
    sum <= 1 + 1e-12, "sum of the step probabilities", sum, allowed: "at most 1")
  return max(0, 1 - sum)
}
