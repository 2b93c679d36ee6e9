import RealModule

/// Functions of one variable by their values at the Gauss-Legendre points of equal panels, and their means under a
/// normal law: one step of the backward recursion of prices.
struct PanelGrid {
  let start: Double
  let width: Double
  let panels: Int
  let rule = GaussLegendre.sixteen

  /// How many standard deviations of a step count; beyond lies a mass of 1e-21.
  static let reach = 9.5

  /// The most work of a recursion, as panels times dates: some seconds.
  private static let workLimit = 2_000_000.0

  init(start: Double, width: Double, panels: Int) {
    (self.start, self.width, self.panels) = (start, width, panels)
  }

  /// Covers `lower ... upper` with panels of at most `width`.
  ///
  /// - Throws: see `count`.
  init(from lower: Double, to upper: Double, width: Double, dates: Int) throws {
    let panels = try Self.count(of: width, in: upper - lower, dates: dates)
    self.init(start: lower, width: (upper - lower) / Double(panels), panels: panels)
  }

  /// How many panels of `width` cover `length`.
  ///
  /// - Throws: `OptionError.noConvergence` if a recursion over so many panels and dates takes too long, as for a drift
  ///   that is thousands of deviations long.
  static func count(of width: Double, in length: Double, dates: Int) throws -> Int {
    let panels = (length / width).rounded(.up)
    guard panels * Double(dates) <= workLimit else {
      throw OptionError.noConvergence(
        "the quadrature recursion (\(panels) panels at \(dates) dates, a work beyond \(workLimit))")
    }
    return max(1, Int(panels))
  }

  var points: [Double] {
    (0..<panels).flatMap { panel in
      rule.points.map { start + width * (Double(panel) + 0.5 + $0 / 2) }
    }
  }

  /// The integral over the grid of f(y) times the normal density of y with this mean and deviation.
  func mean(of values: [Double], around mean: Double, deviation: Double) -> Double {
    let size = rule.points.count
    let half = Self.reach * deviation
    let first = max(0, Int(max(-1, (mean - half - start) / width).rounded(.down)))
    let last = min(panels - 1, Int(min(Double(panels), (mean + half - start) / width).rounded(.down)))
    guard first <= last else { return 0 }
    var sum = 0.0
    for panel in first...last {
      for i in 0..<size {
        let y = start + width * (Double(panel) + 0.5 + rule.points[i] / 2)
        sum += rule.weights[i] * values[panel * size + i] * NormalLaw.density((y - mean) / deviation)
      }
    }
    return sum * width / 2 / deviation
  }

  /// `mean(of:around:deviation:)` around x + drift for each point x of `target`, whose panels are as wide as these
  /// up to a factor: equal widths share their kernels.
  func means(of values: [Double], drift: Double, deviation: Double, on target: PanelGrid) -> [Double] {
    guard abs(target.width - width) <= 1e-14 * width else {
      return target.points.map { mean(of: values, around: $0 + drift, deviation: deviation) }
    }
    let size = rule.points.count
    let shift = start - target.start - drift
    let half = Self.reach * deviation + width
    let offsets = Int(((-half - shift) / width).rounded(.up))...Int(((half - shift) / width).rounded(.down))
    let kernels = offsets.map { kernel(at: shift + Double($0) * width, deviation: deviation) }
    var result = [SIMD16<Double>](repeating: .zero, count: target.panels)
    for (offset, kernel) in zip(offsets, kernels) {
      for panel in max(0, -offset)..<max(max(0, -offset), min(target.panels, panels - offset)) {
        var sums = SIMD16<Double>.zero
        for j in 0..<size { sums += kernel[j] * values[(panel + offset) * size + j] }
        result[panel] += sums
      }
    }
    return result.flatMap { lanes in lanes.indices.map { lanes[$0] } }
  }

  /// Weights times densities to the sixteen points of one panel (each an element) from those of another that begins
  /// `shift` lower (each a lane).
  private func kernel(at shift: Double, deviation: Double) -> [SIMD16<Double>] {
    zip(rule.points, rule.weights).map { to, weight in
      var lanes = SIMD16<Double>.zero
      for (i, from) in rule.points.enumerated() {
        let gap = shift + width * (to - from) / 2
        lanes[i] = weight * width / 2 * NormalLaw.density(gap / deviation) / deviation
      }
      return lanes
    }
  }
}
