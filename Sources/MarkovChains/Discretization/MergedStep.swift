import RealModule

/// The step of a Levy process whose jumps are too small beside the mesh to have nodes of their own: diffusion and jumps
/// as one law on -2 ... 2, without drift, whose moments are those of the step up to the fourth order, or to the third
/// where no such law has the fourth.
///
/// Jumps of a node or less are seen through the diffusion of many steps alone, that is by their cumulants.
struct MergedStep {
  static let offsets = [-2, -1, 0, 1, 2]
  let probabilities: [Double]
  let spacing: Double

  /// - Parameter near: the law that the diffusion alone would have; the variance of the step in nodes is its.
  init?(process: LevyProcess, timeStep: Double, steps: Int, near: NearLaw) {
    guard near.outer > 0 else { return nil }
    spacing = (process.cumulant(2) * timeStep / (near.variance + 1 / (12 * Double(steps)))).squareRoot()
    var (power, cumulants) = (spacing * spacing, [0, near.variance])
    for order in 3...4 {
      power *= spacing
      cumulants.append(process.cumulant(order) * timeStep / power)
    }
    let moments = Cumulants.moments(of: cumulants)
    let sides = [near.outer / 2, near.inner / 2]
    let tilting = ExponentialTilting(
      points: Self.offsets.map(Double.init), weights: sides + [near.stay] + sides.reversed())
    guard
      let law = tilting.probabilities(moments: moments)
        ?? tilting.probabilities(moments: Array(moments.prefix(3))),
      law.allSatisfy({ $0 > 1e-9 })
    else { return nil }
    probabilities = law
  }
}
