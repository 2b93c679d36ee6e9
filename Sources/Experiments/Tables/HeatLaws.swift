import FileFormats
import MarkovChains

/// Heat on the interval 0 ... 1.
enum HeatLaws {
  static let systems: [LawSystem] = [
    LawSystem(name: "heat [0;1] u_t=D u_xx Dirichlet", quantities: [green(dirichlet)]),
    LawSystem(name: "heat [0;1] u_t=D u_xx Neumann", quantities: [green(neumann)]),
    LawSystem(name: "heat [0;1] u_t=D u_xx periodic", quantities: [green(.periodic)]),
    LawSystem(name: "heat [0;1] Dirichlet both ends", quantities: [survival(dirichlet)]),
    LawSystem(name: "heat [0;1] absorbing 0 reflecting 1", quantities: [survival(mixed)]),
    LawSystem(name: "heat [0;1] Dirichlet", quantities: [temperature(dirichlet), survival(dirichlet)]),
    LawSystem(name: "heat [0;1] Neumann", quantities: [temperature(neumann)]),
    LawSystem(name: "heat [0;1] periodic", quantities: [temperature(.periodic)]),
    LawSystem(
      name: "advection-diffusion [0;1] periodic u_t=D u_xx - v u_x", quantities: [temperature(.periodic)]),
  ]

  private static let dirichlet = HeatOnInterval.Boundary.ends(lower: .absorbing, upper: .absorbing)
  private static let neumann = HeatOnInterval.Boundary.ends(lower: .reflecting, upper: .reflecting)
  private static let mixed = HeatOnInterval.Boundary.ends(lower: .absorbing, upper: .reflecting)

  private static func green(_ boundary: HeatOnInterval.Boundary) -> LawSystem.Quantity {
    .init("Green function (density of walker started at x0)") { row in
      let heat = HeatOnInterval(diffusivity: try row.number("D"), boundary: boundary)
      let (start, x, t) = (try row.number("x0"), try row.place(), try row.time())
      return LawResult(try heat.density(x, from: start, after: t)) {
        try HeatWalk(heat: heat, time: t).density(at: x, from: start)
      }
    }
  }

  private static func survival(_ boundary: HeatOnInterval.Boundary) -> LawSystem.Quantity {
    .init("survival probability") { row in
      let heat = HeatOnInterval(diffusivity: try row.number("D"), boundary: boundary)
      let (start, t) = (try row.number("x0"), try row.time())
      return LawResult(try heat.survival(from: start, after: t)) {
        try HeatWalk(heat: heat, time: t).mean(from: start, order: 4) { _, _ in 1 }
      }
    }
  }

  private static func temperature(_ boundary: HeatOnInterval.Boundary) -> LawSystem.Quantity {
    .init("u with u0=*") { row in
      let heat = HeatOnInterval(diffusivity: try row.number("D"), boundary: boundary)
      let (x, t) = (try row.place(), try row.time())
      let speed = row.has("v") ? try row.number("v") : 0
      if speed != 0, boundary != .periodic { throw LawRowError("v is known for periodic ends alone") }
      let u0 = row.captured.last ?? ""
      // A walker that reads u0 goes against the stream.
      let unwrapped = x - speed * t
      let source = speed == 0 ? x : unwrapped - unwrapped.rounded(.down)
      if let range = try indicator(u0) {
        return LawResult(try heat.probability(in: range, from: source, after: t)) {
          try HeatWalk(heat: heat, time: t).mean(from: source, order: 2) { place, cell in
            let overlap =
              min(place + cell / 2, range.upperBound) - max(place - cell / 2, range.lowerBound)
            return max(0, overlap) / cell
          }
        }
      }
      let sum = try TrigonometricSum(u0)
      try check(sum, boundary)
      let value = try modes(sum, heat, at: source, after: t)
      return LawResult(value) {
        try HeatWalk(heat: heat, time: t).mean(from: source, order: 4) { place, _ in sum.value(place) }
      }
    }
  }

  private static func modes(
    _ sum: TrigonometricSum, _ heat: HeatOnInterval, at x: Double, after time: Double
  ) throws -> Double {
    // A density is asked for so that a place outside is refused.
    _ = try heat.density(x, from: x, after: time)
    return try sum.terms.reduce(0) { total, term in
      let decay = try heat.modeDecay(waveNumber: term.multiple * Double.pi, after: time)
      return total + decay * TrigonometricSum(terms: [term]).value(x)
    }
  }

  /// Only terms that the ends let be are modes.
  private static func check(_ sum: TrigonometricSum, _ boundary: HeatOnInterval.Boundary) throws {
    for term in sum.terms {
      let isWhole = term.multiple == term.multiple.rounded()
      let fits =
        switch boundary {
        case .periodic: isWhole && term.multiple.remainder(dividingBy: 2) == 0
        case dirichlet: isWhole && term.isSine
        default: isWhole && !term.isSine
        }
      guard fits else {
        throw LawRowError(
          "u0 has a term of wave number \(term.multiple) pi that these ends do not keep; known: sin(k pi x) "
            + "for absorbing ends, cos(k pi x) and constants for reflecting ends, even k for periodic ends")
      }
    }
  }

  /// The range of "1 on [a;b]; 0 else".
  private static func indicator(_ text: String) throws -> ClosedRange<Double>? {
    guard let inner = LawRegistry.match("1 on [*]; 0 else", text)?.first else { return nil }
    return try range(inner, "u0")
  }

  /// "a;b" with a < b.
  static func range(_ text: String, _ name: String) throws -> ClosedRange<Double> {
    let parts = text.split(separator: ";", omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw LawRowError("\(name) holds \(text), which is no range such as 0;1") }
    let (lower, upper) = (
      try LawArguments.number(String(parts[0]), name), try LawArguments.number(String(parts[1]), name)
    )
    guard lower < upper else { throw LawRowError("\(name): the range \(text) must ascend") }
    return lower...upper
  }
}
