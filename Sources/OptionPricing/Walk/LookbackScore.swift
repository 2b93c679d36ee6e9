import MarkovChains
import RealModule

/// What the pairs (node, maximum) of a `RunningMaximumLattice` are worth after a number of steps that stand for a time.
///
/// The walk has no drift; the weight w(k) = exp(theta k h) / E exp(theta X), theta = drift / variance, carries it
/// (Esscher's transform, Girsanov's theorem on a lattice), and h^2 = variance time / (steps x variance of a step).
/// By the reflection principle the chance of a pair is the Brownian density in the node times a spacing, exactly up to
/// the fourth order of the walk. Only the sum over nodes is then a trapezoidal rule, on a function with a kink at the
/// barrier: Euler and Maclaurin's term of second order is h^2/12 of the jump in slope, which is the mass of the pair next
/// to the barrier. Hence, up to fourth order in h,
///
///     P(M >= j h) = E[w(X); max >= j] - 1/12 w(j) P(X = max = j - 1)
///
/// and an integral over levels is a sum of these with the weights of local polynomials of degree five.
struct LookbackScore {
  let lattice: RunningMaximumLattice
  /// Of the logarithm, towards the extreme that is watched.
  let tilt: Double
  let spacing: Double
  /// ln E exp(theta X).
  private let logMean: Double

  /// - Parameters:
  ///   - drift, variance: per year, of the logarithm towards the extreme that is watched.
  ///   - move: the chance that a step moves.
  ///   - isContinuous: whether steps come at random times, as many on average.
  init(
    lattice: RunningMaximumLattice, drift: Double, variance: Double, time: Double, steps: Int, move: Double,
    isContinuous: Bool
  ) {
    self.lattice = lattice
    tilt = drift / variance
    spacing = (variance * time / (Double(steps) * move)).squareRoot()
    // cosh x - 1 = 2 sinh^2(x / 2), without cancellation.
    let half = Double.sinh(tilt * spacing / 2)
    let rise = 2 * move * half * half
    logMean = Double(steps) * (isContinuous ? rise : Double.log(onePlus: rise))
  }

  /// What a walker on every pair adds to the claim's payoff; its mean is not discounted.
  func values(_ claim: LookbackClaim, spot: Double) -> [Double] {
    let levels = levelWeights(from: claim.start) { spot * Double.exp(claim.sign * $0) }
    // The chance to have been on the start or above it is one.
    let constant = claim.known + levels[0]
    var passed = [0.0]
    for level in levels.dropFirst() { passed.append(passed.last! + level) }
    return lattice.places.map { node, maximum in
      let atTop = node == maximum && maximum < lattice.above
      let kink = atTop ? levels[maximum + 1] * weight(maximum + 1) / 12 : 0
      return constant + weight(node) * passed[maximum] - kink
    }
  }

  private func weight(_ node: Int) -> Double { Double.exp(tilt * Double(node) * spacing - logMean) }

  private static let points = 6

  /// c with `sum of c_j f(j h)` the integral of `density(y) f(y)` from `start` to the last node.
  private func levelWeights(from start: Double, density: (Double) -> Double) -> [Double] {
    var weights = [Double](repeating: 0, count: lattice.above + 1)
    let points = min(Self.points, lattice.above + 1)
    for cell in 0..<lattice.above where start < Double(cell + 1) * spacing {
      let first = max(0, min(cell + 1 - points / 2, lattice.above + 1 - points))
      let lower = max(start / spacing, Double(cell))
      for node in first..<first + points {
        weights[node] +=
          spacing
          * GaussLegendre.sixteen.integral(from: lower, to: Double(cell + 1)) { place in
            density(place * spacing) * Self.polynomial(of: node, among: first..<first + points, at: place)
          }
      }
    }
    return weights
  }

  /// Lagrange's polynomial: one on `node`, zero on the other nodes.
  private static func polynomial(of node: Int, among nodes: Range<Int>, at place: Double) -> Double {
    nodes.reduce(1) { $1 == node ? $0 : $0 * (place - Double($1)) / Double(node - $1) }
  }
}
