import MarkovChains

/// The probabilities of a Poisson law where they matter: outside `first ..< first + values.count` lies less than 1e-17 on either
/// side.
struct PoissonWeights {
  let first: Int
  let values: [Double]

  init(mean: Double) { (first, values) = SpecialFunctions.poissonWeights(mean: mean) }

  /// The probability of n; zero where it does not matter.
  subscript(n: Int) -> Double {
    values.indices.contains(n - first) ? values[n - first] : 0
  }

  var range: Range<Int> { first..<first + values.count }
}
