import MarkovChains
import RealModule

/// A derivative of a price.
public enum Greek: String, Hashable, Sendable, CaseIterable {
  /// By the spot, and twice by it.
  case delta, gamma
  /// By the volatility of the diffusion, per 1.00.
  case vega
  /// By time: minus the derivative by the maturity, per year.
  case theta
  /// By the interest rate, per 1.00.
  case rho

  /// What results call this derivative of the contract's price.
  public func label(of contract: Contract) -> String { "\(rawValue) of \(contract.label)" }
}

extension Greeks {
  public subscript(greek: Greek) -> Double? {
    switch greek {
    case .delta: delta
    case .gamma: gamma
    case .vega: vega
    case .theta: theta
    case .rho: rho
    }
  }
}

/// The discounted payoff of a European option on one cell of a lattice, and its derivatives by the place x of the cell
/// (the logarithm of the price, or the price itself for arithmetic Brownian motion).
///
/// Derivatives are central differences of fourth order between the means over neighbouring cells: they have the order of
/// the price, wherever the strike falls in its cell.
struct CellScore: Hashable, Sendable {
  var value: Double
  var first: Double
  var second: Double

  /// - Parameters:
  ///   - average: the discounted payoff's mean over the cell, moved by so much.
  ///   - width: of a cell.
  init(width: Double, average: (_ shift: Double) -> Double) {
    let means = (-2...2).map { average(Double($0) * width) }
    value = means[2]
    first = (8 * (means[3] - means[1]) - (means[4] - means[0])) / (12 * width)
    second =
      (16 * (means[3] + means[1]) - (means[4] + means[0]) - 30 * means[2]) / (12 * width * width)
  }
}

/// Turns derivatives by the place on the lattice into Greeks. All are linear in the score, so that one histogram of
/// walkers gives them all.
///
/// With V(x) the price as a function of x = ln S, Ito's formula gives for any exponential Levy model
/// vega = volatility T (V'' - V'), rho = T (V' - V), and theta = -(L - r) V with L the generator of the process.
struct GreekScore: Hashable, Sendable {
  let market: Market
  let process: LevyProcess
  let scale: PriceScale
  let maturity: Double

  /// - Parameter shifted: the score's value after a jump of size y, for theta.
  func coefficient(_ greek: Greek, _ score: CellScore, shifted: (Double) -> Double) -> Double {
    switch scale {
    case .logarithmic:
      let (spot, volatility) = (market.spot, process.variance.squareRoot())
      switch greek {
      case .delta: return score.first / spot
      case .gamma: return (score.second - score.first) / (spot * spot)
      case .vega: return volatility * maturity * (score.second - score.first)
      case .rho: return maturity * (score.first - score.value)
      case .theta: return market.rate * score.value - generator(score, shifted)
      }
    case .linear(let forward):
      // x is measured from the forward price, whose own derivatives by spot, rate and maturity come in.
      let growth = forward / market.spot
      switch greek {
      case .delta: return score.first * growth
      case .gamma: return score.second * growth * growth
      case .vega: return process.variance.squareRoot() * maturity * score.second
      case .rho: return maturity * (forward * score.first - score.value)
      case .theta:
        return market.rate * score.value - market.growth * forward * score.first
          - process.variance / 2 * score.second
      }
    }
  }

  private func generator(_ score: CellScore, _ shifted: (Double) -> Double) -> Double {
    let diffusion = process.drift * score.first + process.variance / 2 * score.second
    guard let jumps = process.jumps, process.intensity > 0 else { return diffusion }
    return diffusion + process.intensity * (jumps.mean(of: shifted) - score.value)
  }
}

extension JumpLaw {
  /// E f(J) by the midpoint rule between the law's 1e-16 tails, each side of zero for itself where the density has
  /// a kink there.
  func mean(of function: (Double) -> Double) -> Double {
    switch self {
    case .normal(let mean, let deviation):
      return midpoints(from: mean - 8.5 * deviation, to: mean + 8.5 * deviation, function)
    case .doubleExponential(let up, let rateUp, let rateDown):
      return (up > 0 ? midpoints(from: 0, to: 37 / rateUp, function) : 0)
        + (up < 1 ? midpoints(from: -37 / rateDown, to: 0, function) : 0)
    }
  }

  private func midpoints(from lower: Double, to upper: Double, _ function: (Double) -> Double) -> Double {
    let count = 2000
    let step = (upper - lower) / Double(count)
    let sum = (0..<count).reduce(0.0) { sum, index in
      let y = lower + (Double(index) + 0.5) * step
      return sum + density(y) * function(y)
    }
    return sum * step
  }
}
