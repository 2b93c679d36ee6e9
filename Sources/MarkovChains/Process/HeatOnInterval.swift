import RealModule

/// The heat equation `u_t = D u_xx` on 0 ... length, or the walkers of variance 2 D t that it describes.
///
/// Every answer comes as a series of eigenfunctions and as a sum over images (Carslaw and Jaeger, Conduction of Heat in
/// Solids, 1959, chapters 10 and 14); the one that needs fewer terms at the time is taken, so there are at most some ten.
/// The laws throw `ChainError.badParameter` for a length or diffusivity that is not positive, a time that is not
/// positive, or a place outside the interval, in that order.
public struct HeatOnInterval: Hashable, Sendable {
  public enum End: Hashable, Sendable {
    /// u = 0 (Dirichlet).
    case absorbing
    /// u_x = 0 (Neumann).
    case reflecting
  }

  public enum Boundary: Hashable, Sendable {
    case ends(lower: End, upper: End)
    case periodic
  }

  public var length: Double
  /// D: half of the walkers' variance per unit time.
  public var diffusivity: Double
  public var boundary: Boundary

  public init(length: Double = 1, diffusivity: Double = 1, boundary: Boundary) {
    self.length = length
    self.diffusivity = diffusivity
    self.boundary = boundary
  }

  /// Green's function: the density at `x` of a walker that started at `start`.
  public func density(_ x: Double, from start: Double, after time: Double) throws -> Double {
    try check(time, start, x)
    if isLong(time) {
      return modes.sum(length, decay: decay(time)) { $0.value(x) * $0.value(start) }
    }
    let variance = 2 * diffusivity * time
    return images(of: start, variance).reduce(0) {
      $0 + $1.sign * normalDensity(x, mean: $1.place, variance: variance)
    }
  }

  /// P(the walker is alive and in `range` at the time).
  public func probability(
    in range: ClosedRange<Double>, from start: Double, after time: Double
  ) throws -> Double {
    try check(time, start, range.lowerBound, range.upperBound)
    if isLong(time) {
      return modes.sum(length, decay: decay(time)) { $0.integral(over: range) * $0.value(start) }
    }
    let variance = 2 * diffusivity * time
    let deviation = variance.squareRoot()
    return images(of: start, variance).reduce(0) {
      let mass = normalMass(
        from: (range.lowerBound - $1.place) / deviation, to: (range.upperBound - $1.place) / deviation)
      return $0 + $1.sign * mass
    }
  }

  /// P(the walker is alive).
  public func survival(from start: Double, after time: Double) throws -> Double {
    min(1, max(0, try probability(in: 0...length, from: start, after: time)))
  }

  /// The factor by which the mode of wave number q (in sin q x, cos q x) has decayed: exp(-q^2 D t).
  public func modeDecay(waveNumber: Double, after time: Double) throws -> Double {
    try check(time)
    return Double.exp(-waveNumber * waveNumber * diffusivity * time)
  }

  private func isLong(_ time: Double) -> Bool { diffusivity * time > 0.1 * length * length }

  private func decay(_ time: Double) -> Double { diffusivity * time }

  private var modes: HeatModes {
    switch boundary {
    case .periodic: .periodic
    case .ends(.absorbing, .absorbing): .sines(shift: 0)
    case .ends(.absorbing, .reflecting): .sines(shift: 0.5)
    case .ends(.reflecting, .absorbing): .cosines(shift: 0.5)
    case .ends(.reflecting, .reflecting): .cosines(shift: 0)
    }
  }

  /// The start and its mirror images within reach: an absorbing end changes the sign.
  private func images(of start: Double, _ variance: Double) -> [(place: Double, sign: Double)] {
    let count = Int((10 * variance.squareRoot() / length).rounded(.up)) + 1
    return (-count...count).flatMap { k -> [(place: Double, sign: Double)] in
      guard case .ends(let lower, let upper) = boundary else {
        return [(start + Double(k) * length, 1)]
      }
      let shift = 2 * Double(k) * length
      let turned = lower == upper || k % 2 == 0 ? 1.0 : -1.0
      return [(shift + start, turned), (shift - start, lower == .absorbing ? -turned : turned)]
    }
  }

  private func check(_ time: Double, _ places: Double...) throws {
    try ChainError.requirePositive("length", length)
    try ChainError.requirePositive("diffusivity", diffusivity)
    try ChainError.requirePositive("time", time)
    for place in places { try ChainError.requireInside("place", place, 0, length) }
  }
}
