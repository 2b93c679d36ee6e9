import ComplexModule
import RealModule

/// A law on a few offsets of a lattice that comes nearest to a given one, as payoffs with a kink see it after the
/// diffusion of the whole time has spread it.
///
/// Least squares with weights not below zero (Lawson and Hanson, Solving Least Squares Problems, 1974, chapter 23) of
/// E (X - k)^+ over all k: by Parseval's identity the transforms' difference, weighted with `exp(-s^2 u^2) / u^4`. The
/// method takes up offsets one by one, the most useful first, so it chooses them as well: close where the law is dense,
/// sparse in the tails.
struct JumpFit {
  /// Offsets that may be taken, ascending.
  let candidates: [Int]
  let spacing: Double
  /// Standard deviation of what spreads the law before it is read, in the units of the process.
  let smoothing: Double
  /// Most offsets that are taken.
  let limit: Int

  private static let mostFrequencies = 1_500

  /// The weights of the offsets taken, ascending, for a law of the transform `target` (its mass need not be one).
  func weights(target: (Double) -> Complex<Double>) -> [(offset: Int, weight: Double)] {
    let (gram, right) = equations(target)
    var weights = [Double](repeating: 0, count: candidates.count)
    var taken: [Int] = []
    for _ in 0..<(4 * limit) {
      guard taken.count < limit, let next = mostUseful(gram, right, weights, taken) else { break }
      taken.append(next)
      relax(&taken, &weights, gram, right)
    }
    return taken.sorted().filter { weights[$0] > 0 }.map { (candidates[$0], weights[$0]) }
  }

  /// The candidate whose weight lowers the misfit fastest.
  private func mostUseful(_ gram: [Double], _ right: [Double], _ weights: [Double], _ taken: [Int]) -> Int? {
    let top = right.max() ?? 0
    var best: (index: Int, slope: Double)?
    for j in candidates.indices where !taken.contains(j) {
      let slope = taken.reduce(right[j]) { $0 - gram[abs(candidates[j] - candidates[$1])] * weights[$1] }
      if slope > max(best?.slope ?? 0, 1e-11 * top) { best = (j, slope) }
    }
    return best?.index
  }

  /// The least squares on the offsets taken; those that would go below zero are given back.
  private func relax(_ taken: inout [Int], _ weights: inout [Double], _ gram: [Double], _ right: [Double]) {
    while !taken.isEmpty {
      let wanted = solve(taken, gram, right)
      let blocked = taken.indices.filter { wanted[$0] <= 0 }
      guard !blocked.isEmpty else {
        for (index, j) in taken.enumerated() { weights[j] = wanted[index] }
        return
      }
      let share = blocked.map { weights[taken[$0]] / (weights[taken[$0]] - wanted[$0]) }.min()!
      for (index, j) in taken.enumerated() {
        weights[j] += min(1, max(0, share)) * (wanted[index] - weights[j])
      }
      let floor = 1e-14 * (weights.max() ?? 0)
      let newest = blocked.contains(taken.count - 1) ? nil : taken.last
      taken.removeAll { weights[$0] <= floor && $0 != newest }
      for j in weights.indices where !taken.contains(j) { weights[j] = 0 }
    }
  }

  private func solve(_ taken: [Int], _ gram: [Double], _ right: [Double]) -> [Double] {
    var matrix = SquareMatrix(size: taken.count)
    for (row, j) in taken.enumerated() {
      for (place, k) in taken.enumerated() {
        matrix[row, place] = gram[abs(candidates[j] - candidates[k])] * (row == place ? 1 + 1e-12 : 1)
      }
    }
    return matrix.solve(taken.map { right[$0] }).map { $0.isFinite ? $0 : 0 }
  }

  /// Products of two offsets' transforms by their distance, and of each offset's with the target's.
  private func equations(_ target: (Double) -> Complex<Double>) -> (gram: [Double], right: [Double]) {
    let span = (candidates.last ?? 0) - (candidates.first ?? 0)
    let length = Double(span + 1) * spacing
    let highest = 4.5 / smoothing
    let step = max(Double.pi / (1.5 * length), highest / Double(Self.mostFrequencies))
    var gram = [Double](repeating: 0, count: span + 1)
    var right = [Double](repeating: 0, count: candidates.count)
    let low = 1 / length
    let reach = max(abs(candidates.first ?? 0), abs(candidates.last ?? 0))
    var powers = [Complex<Double>](repeating: 1, count: max(span, reach) + 1)
    for index in 0..<max(1, Int(bounded: highest / step)) {
      let u = (Double(index) + 0.5) * step
      let weight = Double.exp(-smoothing * smoothing * u * u) / ((u * u + low * low) * (u * u + low * low))
      let wanted = target(u)
      let turn = Complex(length: 1, phase: u * spacing)
      var power = Complex<Double>(1)
      for distance in powers.indices {
        if distance < gram.count { gram[distance] += weight * power.real }
        powers[distance] = power
        power *= turn
      }
      for (j, offset) in candidates.enumerated() {
        let power = powers[abs(offset)]
        right[j] +=
          weight * (wanted.real * power.real + (offset < 0 ? -1 : 1) * wanted.imaginary * power.imaginary)
      }
    }
    let scale = 1 / gram[0]
    return (gram.map { $0 * scale }, right.map { $0 * scale })
  }
}
