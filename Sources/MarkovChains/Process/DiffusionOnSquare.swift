import RealModule

/// Diffusion on the unit square with absorbing sides, `u_t = D (u_xx + u_yy)`.
///
/// The coordinates are independent walkers on intervals, so what depends on the time is a product. The laws throw
/// `ChainError.badParameter` for a diffusivity or time that is not positive or a place outside, in that order.
public struct DiffusionOnSquare: Hashable, Sendable {
  public var diffusivity: Double

  public init(diffusivity: Double = 1) { self.diffusivity = diffusivity }

  /// Green's function: the density at `place` of a walker from `start`.
  public func density(
    _ place: SIMD2<Double>, from start: SIMD2<Double>, after time: Double
  ) throws -> Double {
    try side.density(place.x, from: start.x, after: time) * side.density(place.y, from: start.y, after: time)
  }

  public func survival(from start: SIMD2<Double>, after time: Double) throws -> Double {
    try side.survival(from: start.x, after: time) * side.survival(from: start.y, after: time)
  }

  /// The mean time until a side is reached:
  /// (1/D) (x (1 - x) / 2 - (4 / pi^3) sum over odd n of sin(n pi x) cosh(n pi (y - 1/2)) / (n^3 cosh(n pi / 2))),
  /// x and y exchanged where that converges faster.
  public func meanExitTime(from start: SIMD2<Double>) throws -> Double {
    try check(start)
    let (dx, dy) = (min(start.x, 1 - start.x), min(start.y, 1 - start.y))
    let (x, far) = dy >= dx ? (start.x, dy) : (start.y, dx)
    if far == 0 { return 0 }
    var sum = 0.0
    for n in stride(from: 1.0, through: 20_001, by: 2) {
      let a = n * Double.pi
      let decay = Double.exp(-a * far)
      // cosh(a (y - 1/2)) / cosh(a / 2), by exponentials that do not overflow.
      let shape = (decay + Double.exp(-a * (1 - far))) / (1 + Double.exp(-a))
      sum += Double.sin(a * x) * shape / (n * n * n)
      if decay < 1e-18 || 1 / (n * n) < 1e-18 { break }
    }
    let value = x * (1 - x) / 2 - 4 / (Double.pi * Double.pi * Double.pi) * sum
    return max(0, value) / diffusivity
  }

  /// P(the side x = 1 is the first that is reached): (4 / pi) sum over odd n of sin(n pi y) sinh(n pi x) / (n sinh n pi).
  ///
  /// - Throws: also `ChainError.noAnswer` within 1e-4 of that side, where the series converges too slowly.
  public func probabilityOfRightExit(from start: SIMD2<Double>) throws -> Double {
    try check(start)
    if start.y == 0 || start.y == 1 || start.x == 0 { return 0 }
    if start.x == 1 { return 1 }
    guard start.x <= 1 - 1e-4 else {
      throw ChainError.noAnswer("the series converges too slowly within 1e-4 of the side x = 1")
    }
    var sum = 0.0
    for n in stride(from: 1.0, through: 400_001, by: 2) {
      let a = n * Double.pi
      let decay = Double.exp(-a * (1 - start.x))
      let shape = -decay * Double.expMinusOne(-2 * a * start.x) / -Double.expMinusOne(-2 * a)
      sum += Double.sin(a * start.y) * shape / n
      if decay < 1e-18 { break }
    }
    return min(1, max(0, 4 / Double.pi * sum))
  }

  private var side: HeatOnInterval {
    HeatOnInterval(diffusivity: diffusivity, boundary: .ends(lower: .absorbing, upper: .absorbing))
  }

  private func check(_ place: SIMD2<Double>) throws {
    try ChainError.requirePositive("diffusivity", diffusivity)
    try ChainError.requireInside("x", place.x, 0, 1)
    try ChainError.requireInside("y", place.y, 0, 1)
  }
}
