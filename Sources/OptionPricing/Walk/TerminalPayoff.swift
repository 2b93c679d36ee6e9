/// A payoff of the final price alone: `constant + slope S` on one side of the strike, nothing on the other.
struct TerminalPayoff: Hashable, Sendable {
  var side: Contract.Side
  var strike: Double
  var constant: Double
  var slope: Double

  /// Nil for a payoff that depends on more than the final price of one asset.
  init?(_ payoff: Contract.Payoff) {
    switch payoff {
    case .vanilla(let side, let strike): self.init(vanilla: side, strike: strike)
    case .digitalCash(let side, let strike, let cash):
      self.init(side: side, strike: strike, constant: cash, slope: 0)
    case .digitalAsset(let side, let strike):
      self.init(side: side, strike: strike, constant: 0, slope: 1)
    default: return nil
    }
  }

  init(vanilla side: Contract.Side, strike: Double) {
    let sign = side == .call ? 1.0 : -1.0
    self.init(side: side, strike: strike, constant: -sign * strike, slope: sign)
  }

  private init(side: Contract.Side, strike: Double, constant: Double, slope: Double) {
    self.side = side
    self.strike = strike
    self.constant = constant
    self.slope = slope
  }

  func value(at x: Double, on scale: PriceScale) -> Double {
    let cut = scale.place(of: strike)
    return (side == .call ? x > cut : x < cut) ? constant + slope * scale.price(at: x) : 0
  }

  /// The mean of the payoff over a cell of places: reading it so, and not at the node, is what makes the lattice's
  /// error independent of where the strike falls.
  ///
  /// - Parameter tilt: the mean is weighted with exp(tilt x).
  func average(over cell: ClosedRange<Double>, on scale: PriceScale, tilt: Double = 0) -> Double {
    let cut = scale.place(of: strike)
    let lower = side == .call ? max(cell.lowerBound, cut) : cell.lowerBound
    let upper = side == .call ? cell.upperBound : min(cell.upperBound, cut)
    guard lower < upper else { return 0 }
    let paid =
      constant * PriceScale.weight(of: tilt, from: lower, to: upper)
      + slope * scale.integral(from: lower, to: upper, tilt: tilt)
    return paid / PriceScale.weight(of: tilt, from: cell.lowerBound, to: cell.upperBound)
  }
}

extension OptionStrip {
  /// The closed form of the vanilla option that pays `payoff`: a knocked-in option is this less the knocked-out one.
  ///
  /// - Throws: `OptionError.mismatch` where there is none.
  func vanillaPrice(_ payoff: TerminalPayoff, maturity: Double) throws -> Double {
    let contract = Contract(.vanilla(payoff.side, strike: payoff.strike), maturity: maturity)
    guard let answer = try closedForm(of: contract, greeks: false) else {
      throw OptionError.mismatch("the vanilla option has no closed form")
    }
    return answer.price
  }
}
