import RealModule

/// The probabilities of a Poisson law where they matter: outside `first ..< first + values.count` lies less than 1e-18.
struct PoissonWeights {
  let first: Int
  let values: [Double]

  /// By the recursion from the mode outwards and one division at the end, so that nothing underflows whatever the
  /// mean.
  init(mean: Double) {
    let mode = Int(mean)
    var (below, above) = ([Double](), [1.0])
    var weight = 1.0
    for n in stride(from: mode, to: 0, by: -1) {
      weight *= Double(n) / mean
      if weight < 1e-20 { break }
      below.append(weight)
    }
    weight = 1
    var n = mode
    while true {
      n += 1
      weight *= mean / Double(n)
      if weight < 1e-20 { break }
      above.append(weight)
    }
    let all = Array(below.reversed()) + above
    // Smallest first on either side of the mode.
    let total = below.reversed().reduce(0, +) + above.reversed().reduce(0, +)
    first = mode - below.count
    values = all.map { $0 / total }
  }

  /// The probability of n; zero where it does not matter.
  subscript(n: Int) -> Double {
    values.indices.contains(n - first) ? values[n - first] : 0
  }

  var range: Range<Int> { first..<first + values.count }
}
