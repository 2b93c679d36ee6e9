import MarkovChains
import RealModule

/// The square-root process on the nodes (i d)^2, with rates that have its drift and its variance at every node; beside
/// zero, where they would be negative, the drift goes with the wind.
struct SquareRootMesh {
  private let process: CoxIngersollRoss
  private let start: Double
  private let time: Double
  private let top: Double

  init(_ process: CoxIngersollRoss, start: Double, time: Double) throws {
    self.process = process
    self.start = start
    self.time = time
    // The square root has about constant volatility, half of the process's.
    let spread =
      process.volatility / 2 * (-Double.expMinusOne(-process.rate * time) / process.rate).squareRoot()
    top = max(start, process.level).squareRoot() + 9 * spread
  }

  func mean() throws -> ChainValue { try .refined(50, order: 2) { try law($0).mean } }

  func variance() throws -> ChainValue { try .refined(50, order: 2) { try law($0).variance } }

  func density(at x: Double) throws -> ChainValue {
    guard x > 0 else { throw LawRowError("the density is not read at zero") }
    return try .refined(50, order: 1) { try law($0).density(at: x.squareRoot() / step($0)) }
  }

  /// The spacing d, such that the start lies on a node.
  private func step(_ nodes: Int) -> Double {
    let root = start.squareRoot()
    let even = top / 50
    let scale = Double(nodes / 50)
    return root < even / 2 ? even / scale : root / ((root / even).rounded() * scale)
  }

  private func law(_ nodes: Int) throws -> MeshLaw {
    let d = step(nodes)
    let count = try MeshWork.count(top / d, "nodes") + 1
    let places = (0..<count).map { Double($0) * d * Double($0) * d }
    let rates = (0..<count - 1).map { rate(places, $0) }
    let down = (1..<count).map { rate(places, $0).down }
    let law = try UniformizedWalk.law(
      BirthDeathRates(up: rates.map(\.up), down: down), from: Int((start.squareRoot() / d).rounded()),
      after: time)
    return MeshLaw(places: places, weights: law)
  }

  private func rate(_ places: [Double], _ node: Int) -> (up: Double, down: Double) {
    let x = places[node]
    let drift = process.rate * (process.level - x)
    if node == 0 { return (drift / (places[1] - x), 0) }
    let below = x - places[node - 1]
    if node == places.count - 1 { return (0, max(0, -drift) / below) }
    let above = places[node + 1] - x
    let variance = process.volatility * process.volatility * x
    let up = (variance + drift * below) / (above * (above + below))
    let down = (variance - drift * above) / (below * (above + below))
    if up >= 0, down >= 0 { return (up, down) }
    return (
      variance / (above * (above + below)) + max(drift, 0) / above,
      variance / (below * (above + below)) + max(-drift, 0) / below
    )
  }
}
