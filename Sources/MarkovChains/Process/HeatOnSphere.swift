import RealModule

/// Heat on the unit sphere: Brownian motion with the generator `diffusion * Laplace-Beltrami`, from the north pole.
///
/// The density per steradian at colatitude theta is `sum_l (2l + 1) / (4 pi) exp(-l (l + 1) D t) P_l(cos theta)`, the
/// Legendre series. For D t below 1/2, where the series cancels, the same density is found as an integral of the
/// heat kernel's images (Mehler and Dirichlet's integral for P_l, then Poisson summation), positive and with a relative
/// error near rounding also where the density is 1e-300. Time is in the unit of 1 / diffusion.
public struct HeatOnSphere: Hashable, Sendable {
  /// Diffusion constant D, in squared radii per time.
  public var diffusion: Double

  public init(diffusion: Double = 1) {
    self.diffusion = diffusion
  }

  /// Density per steradian at `colatitude` (0 at the north pole, to pi), after `time`.
  ///
  /// - Throws: `ChainError.badParameter` for a diffusion or time that is not positive and finite, a product of the two
  ///   outside 1e-12 to 1e300, or a colatitude outside 0 to pi, in this order.
  public func density(colatitude: Double, time: Double) throws -> Double {
    let age = try age(time)
    try ChainError.require(
      colatitude >= 0 && colatitude <= Double.pi, "colatitude", colatitude, allowed: "0 to pi")
    if age < Self.seriesFrom {
      let integral = SphereImages(age: age, colatitude: colatitude).integral { _ in 1 }
      return integral / (2 * Double.pi)
    }
    return Self.series(age: age, cosine: Double.cos(colatitude)) { term, legendre, _ in
      Double(2 * term + 1) * legendre / (4 * Double.pi)
    }
  }

  /// Mean of the cosine of the colatitude: `exp(-2 D t)`.
  ///
  /// - Throws: `ChainError.badParameter` as `density`.
  public func meanCosine(time: Double) throws -> Double { Double.exp(-2 * (try age(time))) }

  /// The probability that the cosine of the colatitude is at least `cosine`, with an absolute error near rounding.
  ///
  /// - Throws: `ChainError.badParameter` as `density`, or for a cosine outside -1 to 1.
  public func probability(cosineAtLeast cosine: Double, time: Double) throws -> Double {
    let age = try age(time)
    try ChainError.require(cosine >= -1 && cosine <= 1, "cosine", cosine, allowed: "-1 to 1")
    if age < Self.seriesFrom {
      let colatitude = 2 * Double.asin(((1 - cosine) / 2).squareRoot())
      let integral = SphereImages(age: age, colatitude: colatitude).integral { sine in sine * sine }
      return min(1, max(0, 1 - 2 * (1 + cosine) * integral))
    }
    let sum = Self.series(age: age, cosine: cosine) { term, legendre, previous in
      // (P_{l-1} - P_{l+1}) / 2 by the recurrence, with P_{-1} = 1.
      term == 0
        ? (1 - cosine) / 2
        : Double(2 * term + 1) * (previous - cosine * legendre) / Double(2 * (term + 1))
    }
    return min(1, max(0, sum))
  }

  /// D t from which the Legendre series is used.
  private static let seriesFrom = 0.5

  private func age(_ time: Double) throws -> Double {
    try ChainError.requirePositive("diffusion", diffusion)
    try ChainError.requirePositive("time", time)
    let age = diffusion * time
    try ChainError.require(
      age >= 1e-12 && age <= 1e300, "diffusion x time", age, allowed: "1e-12 to 1e300")
    return age
  }

  /// The sum over l of `exp(-l (l + 1) age) * factor(l, P_l, P_{l-1})`, as far as terms count.
  private static func series(
    age: Double, cosine: Double, factor: (_ term: Int, _ legendre: Double, _ previous: Double) -> Double
  ) -> Double {
    var (sum, term) = (0.0, 0)
    var (legendre, previous) = (1.0, 0.0)
    while true {
      let decay = Double.exp(-Double(term * (term + 1)) * age)
      guard decay > 1e-20 else { return sum }
      sum += decay * factor(term, legendre, previous)
      let degree = Double(term)
      (legendre, previous) = (
        ((2 * degree + 1) * cosine * legendre - degree * previous) / (degree + 1), legendre
      )
      term += 1
    }
  }
}

/// The heat kernel of the sphere as an integral over the images of the start, for ages below 1/2.
///
/// With `F(s) = sum_n (-1)^n (s + 2 pi n) exp(-(s + 2 pi n)^2 / (4 t))` the density at colatitude theta is
/// `sqrt(2) e^(t/4) (4 pi t)^(-3/2)` times the integral of `F(s) / sqrt(cos theta - cos s)` over s from theta to pi.
/// `cos(s/2) = cos(theta/2) cos(phi)` makes it an integral over phi from 0 to pi/2 of a function that is analytic, even
/// and of period pi, for which the midpoint rule converges faster than any power.
private struct SphereImages {
  let age: Double
  let colatitude: Double

  /// `4 pi e^(t/4) (4 pi t)^(-3/2)` times the integral of `F(s) / sin(s/2) * weight(sin(phi))` over phi.
  func integral(_ weight: (_ sine: Double) -> Double) -> Double {
    // Beyond this exponent the value is below the smallest double.
    guard colatitude * colatitude / (4 * age) < 800 else { return 0 }
    let count = (11 / age).squareRoot().rounded(.up) + 4
    let spacing = Double.pi / 2 / count
    let (sine, cosine) = (Double.sin(colatitude / 2), Double.cos(colatitude / 2))
    var sum = 0.0
    var point = 0.5
    while point < count {
      let (across, along) = (Double.sin(point * spacing), Double.cos(point * spacing))
      let halfSine = (sine * sine + cosine * cosine * across * across).squareRoot()
      let angle = 2 * Double.atan2(y: halfSine, x: cosine * along)
      // Points from here on add less than a rounding error.
      if (angle * angle - colatitude * colatitude) / (4 * age) > 50 { break }
      sum += images(angle) / halfSine * weight(across)
      point += 1
    }
    let width = 4 * Double.pi * age
    return 4 * Double.pi * Double.exp(age / 4) * spacing * sum / (width * width.squareRoot())
  }

  /// F(s) for 0 <= s <= pi: the images left out are below rounding.
  private func images(_ s: Double) -> Double {
    func image(_ distance: Double) -> Double { distance * Double.exp(-distance * distance / (4 * age)) }
    return image(s) + (image(2 * Double.pi - s) - image(2 * Double.pi + s))
  }
}
