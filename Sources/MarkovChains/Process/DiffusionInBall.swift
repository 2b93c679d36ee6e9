import RealModule

/// Diffusion in the ball of any dimension with an absorbing surface, `u_t = D Laplace u`: an interval (1), a disc (2), a
/// ball (3).
///
/// The laws throw `ChainError.badParameter` for a dimension below 1, a radius, diffusivity or time that is not positive,
/// or a distance outside 0 ... radius, in that order.
public struct DiffusionInBall: Hashable, Sendable {
  public var dimension: Int
  public var radius: Double
  public var diffusivity: Double

  public init(dimension: Int, radius: Double = 1, diffusivity: Double = 1) {
    self.dimension = dimension
    self.radius = radius
    self.diffusivity = diffusivity
  }

  /// The mean time until the surface is reached, (R^2 - r^2) / (2 d D), from the distance r of the centre.
  public func meanExitTime(fromDistance distance: Double) throws -> Double {
    try check(distance)
    return (radius - distance) * (radius + distance) / (2 * Double(dimension) * diffusivity)
  }

  /// P(the surface is not reached by the time).
  ///
  /// Dimension 1 and 3 by the walker on an interval (in three dimensions r times the survival obeys its equation),
  /// dimension 2 by the zeros of J_0: sum 2 J_0(j r / R) exp(-j^2 D t / R^2) / (j J_1(j)).
  ///
  /// - Throws: also `ChainError.noAnswer` for dimensions above 3, and for times so short that a disc needs more than 400
  ///   zeros.
  public func survival(fromDistance distance: Double, after time: Double) throws -> Double {
    try check(distance)
    try ChainError.requirePositive("time", time)
    let (r, scaled) = (distance / radius, diffusivity * time / (radius * radius))
    switch dimension {
    case 1: return try interval.survival(from: (1 + r) / 2, after: scaled / 4)
    case 2: return try discSurvival(r, scaled)
    case 3: return try ballSurvival(r, scaled)
    default:
      throw ChainError.noAnswer("the survival in dimension \(dimension) is not known here; 1, 2 and 3 are")
    }
  }

  private var interval: HeatOnInterval {
    HeatOnInterval(boundary: .ends(lower: .absorbing, upper: .absorbing))
  }

  private func discSurvival(_ r: Double, _ time: Double) throws -> Double {
    // From so far inside the surface is reached with probability below 1e-17: that of a wall on each side.
    if (1 - r) * (1 - r) > 160 * time { return 1 }
    let needed = (45 / time).squareRoot() / Double.pi + 2
    guard needed <= 400 else {
      throw ChainError.noAnswer("the time is too short for the series of the disc")
    }
    let sum = SpecialFunctions.zerosOfBesselJ0(Int(needed)).reduce(0) { sum, zero in
      let shape = SpecialFunctions.bessel(0, zero * r) / (zero * SpecialFunctions.bessel(1, zero))
      return sum + 2 * shape * Double.exp(-zero * zero * time)
    }
    return min(1, max(0, sum))
  }

  /// From the centre 2 sum (-1)^(n+1) exp(-n^2 pi^2 t), or its sum over images; else with sin(n pi r) / (n pi r).
  private func ballSurvival(_ r: Double, _ time: Double) throws -> Double {
    if time < 0.2 {
      if r < 1e-4 { return Self.centreByImages(time) }
      return min(1, max(0, Self.ballByImages(r, time)))
    }
    var sum = 0.0
    for n in 1...12 {
      let a = Double(n) * Double.pi
      let shape = r < 1e-8 ? 1 : Double.sin(a * r) / (a * r)
      sum += (n % 2 == 0 ? -2 : 2) * shape * Double.exp(-a * a * time)
    }
    return min(1, max(0, sum))
  }

  /// 1 - (2 / sqrt(pi t)) sum over k >= 0 of exp(-(2 k + 1)^2 / (4 t)), good to r^2 beside the centre.
  private static func centreByImages(_ time: Double) -> Double {
    let sum = (0..<8).reduce(0.0) {
      let odd = Double(2 * $1 + 1)
      return $0 + Double.exp(-odd * odd / (4 * time))
    }
    return 1 - 2 * sum / (Double.pi * time).squareRoot()
  }

  /// 1 - (1 / r) sum over k >= 0 of (erfc((2 k + 1 - r) / 2 sqrt t) - erfc((2 k + 1 + r) / 2 sqrt t)).
  private static func ballByImages(_ r: Double, _ time: Double) -> Double {
    let width = 2 * time.squareRoot()
    let sum = (0..<8).reduce(0.0) {
      let odd = Double(2 * $1 + 1)
      return $0 + Double.erfc((odd - r) / width) - Double.erfc((odd + r) / width)
    }
    return 1 - sum / r
  }

  private func check(_ distance: Double) throws {
    try ChainError.require(dimension >= 1, "dimension", dimension, allowed: "1 or more")
    try ChainError.requirePositive("radius", radius)
    try ChainError.requirePositive("diffusivity", diffusivity)
    try ChainError.requireInside("distance from the centre", distance, 0, radius)
  }
}
