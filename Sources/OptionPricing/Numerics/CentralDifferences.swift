/// Derivatives of smooth functions from nine equally spaced values: eighth order in the step.
enum CentralDifferences {
  /// The first and the second derivative at `x`.
  static func derivatives(
    at x: Double, step: Double, of function: (Double) throws -> Double
  ) rethrows -> (first: Double, second: Double) {
    let firstWeights = [4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280]
    let secondWeights = [8.0 / 5, -1.0 / 5, 8.0 / 315, -1.0 / 560]
    let middle = try function(x)
    var (first, second) = (0.0, 0.0)
    for k in 1...4 {
      let (right, left) = (try function(x + Double(k) * step), try function(x - Double(k) * step))
      first += firstWeights[k - 1] * (right - left)
      second += secondWeights[k - 1] * ((right - middle) + (left - middle))
    }
    return (first / step, second / (step * step))
  }
}
