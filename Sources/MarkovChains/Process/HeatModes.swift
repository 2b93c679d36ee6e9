import RealModule

/// The eigenfunctions of the heat equation on an interval.
enum HeatModes {
  /// sin((n - shift) pi x / l), n = 1, 2, ...
  case sines(shift: Double)
  /// cos((n - shift) pi x / l), n = 1, 2, ..., and the constant where the shift is zero.
  case cosines(shift: Double)
  /// sin and cos of 2 n pi x / l, and the constant.
  case periodic

  /// sin q x or cos q x, not normalised.
  struct Mode {
    var q: Double
    var isSine: Bool

    func value(_ x: Double) -> Double { isSine ? Double.sin(q * x) : Double.cos(q * x) }

    func integral(over range: ClosedRange<Double>) -> Double {
      let (a, b) = (range.lowerBound, range.upperBound)
      if q == 0 { return isSine ? 0 : b - a }
      return isSine
        ? (Double.cos(q * a) - Double.cos(q * b)) / q : (Double.sin(q * b) - Double.sin(q * a)) / q
    }
  }

  /// The sum over all modes of `term` over the mode's square norm, decayed by exp(-q^2 decay), until the decay leaves
  /// nothing.
  func sum(_ length: Double, decay: Double, _ term: (Mode) -> Double) -> Double {
    var sum = hasConstant ? term(Mode(q: 0, isSine: false)) / length : 0
    var largest = hasConstant ? 1.0 : 0.0
    for n in 1... {
      let modes = modes(Double(n), length)
      let factor = Double.exp(-modes[0].q * modes[0].q * decay)
      largest = max(largest, factor)
      if factor <= 1e-20 * largest { break }
      sum += modes.reduce(0) { $0 + factor * 2 / length * term($1) }
    }
    return sum
  }

  private var hasConstant: Bool {
    switch self {
    case .sines: false
    case .cosines(let shift): shift == 0
    case .periodic: true
    }
  }

  private func modes(_ n: Double, _ length: Double) -> [Mode] {
    switch self {
    case .sines(let shift): [Mode(q: (n - shift) * .pi / length, isSine: true)]
    case .cosines(let shift): [Mode(q: (n - shift) * .pi / length, isSine: false)]
    case .periodic:
      [Mode(q: 2 * n * .pi / length, isSine: false), Mode(q: 2 * n * .pi / length, isSine: true)]
    }
  }
}
