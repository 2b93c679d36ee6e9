import MarkovChains
import RealModule

/// The telegraph process as particles that run half a cell, may reverse, and run half a cell, in every tick.
///
/// The probability of a reversal is that of an odd number of them, so the correlation of the directions is exact at the
/// ticks. A reversal costs a cell, so that particles with an even and with an odd number of reversals are on cells of
/// their own: the density is read as the mean over a cell and its neighbours, with weights 1/4, 1/2, 1/4. Mean square and
/// density are of second order in the tick, the mass on the fronts of first.
struct TelegraphWalk {
  private let process: Telegraph
  private let time: Double
  private let coarsest: Int

  init(_ process: Telegraph, time: Double) throws {
    self.process = process
    self.time = time
    coarsest = try MeshWork.count(max(80, 20 * process.reversalRate * time), "ticks")
  }

  func density(at x: Double) throws -> ChainValue {
    try .refined(coarsest, order: 2) { ticks in
      let cell = process.speed * time / Double(ticks)
      let law = try law(ticks)
      let position = x / cell + Double(ticks)
      guard position >= 2, position <= Double(2 * ticks - 2) else {
        throw LawRowError("the place is not inside the fronts")
      }
      return MeshInterpolation.weights(at: position, in: 2...2 * ticks - 2).reduce(0) {
        $0 + $1.weight * (law[$1.node - 1] + 2 * law[$1.node] + law[$1.node + 1]) / 4
      } / cell
    }
  }

  func meanSquare() throws -> ChainValue {
    try .refined(coarsest, order: 2) { ticks in
      let cell = process.speed * time / Double(ticks)
      return try law(ticks).enumerated().reduce(0) {
        let place = Double($1.offset - ticks) * cell
        return $0 + place * place * $1.element
      }
    }
  }

  func frontProbability() throws -> ChainValue {
    try .refined(coarsest, order: 1) { ticks in
      let law = try law(ticks)
      return law[0] + law[2 * ticks]
    }
  }

  /// The law of the cells -ticks ... ticks.
  private func law(_ ticks: Int) throws -> [Double] {
    let cells = 2 * ticks + 1
    try MeshWork.check(states: 2 * cells, steps: ticks)
    let reverse = -Double.expMinusOne(-2 * process.reversalRate * time / Double(ticks)) / 2
    let chain = try DirectionWalk(cells: cells, directions: 2, lower: .stay, upper: .stay)
      .chain { _, direction in
        [(2 * direction - 1, direction, 1 - reverse), (0, 1 - direction, reverse)]
      }
    var start = [Double](repeating: 0, count: chain.stateCount)
    (start[2 * ticks], start[2 * ticks + 1]) = (0.5, 0.5)
    let law = WalkProblem(stages: [chain], start: start, horizon: .steps(ticks)).distribution(after: ticks)
    return (0..<cells).map { law[2 * $0] + law[2 * $0 + 1] }
  }
}
