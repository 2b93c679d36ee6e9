import RealModule

/// How far the law that gates draw is from the law of the step that was asked for, by cumulants of the whole walk of
/// orders three to six.
///
/// The mean and the variance do not count: the read-out of the lattice makes them exact. The cells over which payoffs
/// are averaged count as a part of the walk, as they spread what is read from it: the uniform law adds cumulants
/// 1/12, -1/120, 1/252 of orders 2, 4, 6.
struct WalkFit {
  private static let cell = [0, 1.0 / 12, 0, -1.0 / 120, 0, 1.0 / 252]
  private let steps: Double
  /// Cumulants of the walk, orders 1 ... 6, in units of its standard deviation.
  private var target: [Double] = []
  private let powers: [[Double]]

  init(ideal: StepLaw, steps: Int) {
    self.steps = Double(steps)
    powers = ideal.offsets.map { offset in
      (1...6).map { n in (0..<n).reduce(1.0) { power, _ in power * Double(offset) } }
    }
    target = standardised(ideal.probabilities)
  }

  /// Sum over n of (error of the n-th cumulant)^2 / n!, in units of the walk's standard deviation.
  func cost(_ law: [Double]) -> Double {
    let walk = standardised(law)
    var (cost, factorial) = (0.0, 2.0)
    for n in 3...6 {
      factorial *= Double(n)
      let error = walk[n - 1] - target[n - 1]
      cost += error * error / factorial
    }
    return cost
  }

  /// The cost of a walk of `steps` steps of three outcomes that moves with probability `move`, in variance and kurtosis.
  ///
  /// - Parameter misfit: relative error of its variance.
  static func threeOutcomes(misfit: Double, move: Double, steps: Double) -> Double {
    abs(misfit) + abs(1 / move - 3) / steps / 12
  }

  private func standardised(_ law: [Double]) -> [Double] {
    var moments = [Double](repeating: 0, count: 6)
    for (probability, row) in zip(law, powers) {
      for n in 0..<6 { moments[n] += probability * row[n] }
    }
    let step = Cumulants.ofMoments(moments)
    let walk = step.indices.map { steps * step[$0] + Self.cell[$0] }
    var power = 1.0
    let scale = 1 / walk[1].squareRoot()
    return walk.map { value in
      power *= scale
      return value * power
    }
  }
}
