/// Builds the chain of particles that have a place and a direction: space x direction, direction fastest.
///
/// State = cell * directions + direction. Directions are numbered in ascending order of the cosine, so that
/// `directions - 1 - d` is the mirror of d: that is what an end which turns back does to them.
public struct DirectionWalk: Hashable, Sendable {
  public typealias Step = (offset: Int, direction: Int, probability: Double)

  public var cells: Int
  public var directions: Int
  public var origin: Double
  public var spacing: Double
  public var lower: Boundary
  public var upper: Boundary

  public init(
    cells: Int, directions: Int, origin: Double = 0, spacing: Double = 1, lower: Boundary,
    upper: Boundary
  ) {
    self.cells = cells
    self.directions = directions
    self.origin = origin
    self.spacing = spacing
    self.lower = lower
    self.upper = upper
  }

  /// The chain whose particles in (cell, direction) step by the law that `steps` gives: an offset in cells
  /// and the direction after the step.
  ///
  /// - Throws: `ChainError` for a mesh, boundary or direction outside its range, a step longer than the mesh,
  ///   or a law that is not a probability.
  public func chain(steps: (Int, Int) throws -> [Step]) throws -> MarkovChain {
    let axis = try MeshAxis(name: "cells", count: cells, lower: lower, upper: upper)
    try ChainError.requireCount("directions", directions)
    try ChainError.requireCount("cells x directions", StateSpace.product(cells, directions))
    try ChainError.requirePositive("spacing", spacing)
    let exits = AbsorbingExits(base: cells * directions, boundaries: [lower, upper])
    let rows = try (0..<cells * directions).map { state in
      let (cell, direction) = state.quotientAndRemainder(dividingBy: directions)
      return try steps(cell, direction).map {
        try transition(from: cell, step: $0, axis: axis, exits: exits)
      }
    }
    return try MarkovChain(
      rows: rows + exits.rows,
      space: .product(cells: cells, origin: origin, spacing: spacing, directions: directions),
      names: exits.nameOfState)
  }

  private func transition(
    from cell: Int, step: Step, axis: MeshAxis, exits: AbsorbingExits
  ) throws -> MarkovChain.Transition {
    try ChainError.require(
      step.direction >= 0 && step.direction < directions, "direction", step.direction,
      allowed: "0 to \(directions - 1)")
    switch try axis.land(from: cell, offset: step.offset) {
    case .absorbed(let name):
      return .init(
        target: exits.state(name), probability: step.probability,
        displacement: SIMD2(Double(step.offset) * spacing, 0))
    case .cell(let target, let mirrors):
      let direction = mirrors % 2 == 0 ? step.direction : directions - 1 - step.direction
      let offset = lower == .periodic ? step.offset : target - cell
      return .init(
        target: target * directions + direction, probability: step.probability,
        displacement: SIMD2(Double(offset) * spacing, 0))
    }
  }
}
