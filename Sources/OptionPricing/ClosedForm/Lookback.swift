import RealModule

/// Options on the continuously watched maximum or minimum of the price under Black and Scholes.
///
/// E(max - K)+ is the integral of P(max > m) over m from K on, and so for the minimum; the integral is taken by
/// Gauss-Legendre panels, which has no special case at equal rates, as the formulas of Goldman, Sosin and Gatto
/// (J. Finance 34, 1111, 1979) and of Conze and Viswanathan (J. Finance 46, 1893, 1991) have.
struct Lookback {
  var model: BlackScholes

  /// Call: (max - strike)+; put: (strike - min)+.
  func fixed(_ side: Contract.Side, strike: Double) -> Double {
    let spot = model.market.spot
    let known = side == .call ? max(0, spot - strike) : max(0, strike - spot)
    let level = side == .call ? max(spot, strike) : min(spot, strike)
    return model.discount * (known + excess(side == .call ? .up : .down, beyond: level))
  }

  /// Call: S_T - min; put: max - S_T.
  func floating(_ side: Contract.Side) -> Double {
    let spot = model.market.spot
    return switch side {
    case .call: model.discount * (model.forward - spot + excess(.down, beyond: spot))
    case .put: model.discount * (spot - model.forward + excess(.up, beyond: spot))
    }
  }

  /// E(max - level)+ or E(level - min)+ for a level that is not on the near side of the spot.
  private func excess(_ direction: Contract.Direction, beyond level: Double) -> Double {
    guard level > 0 else { return 0 }
    let sign = direction == .up ? 1.0 : -1.0
    let (spot, deviation) = (model.market.spot, model.deviation)
    let start = abs(Double.log(level / spot))
    // Far enough for the mass times the price, exp(x).
    let travel = max(0, sign * model.drift * model.maturity) + (direction == .up ? deviation * deviation : 0)
    let end = travel + 9.5 * deviation
    guard start < end else { return 0 }
    // Up to the knee the probability is 1, or close to it; beyond, it falls within a few deviations.
    let knee = max(start, end - 24 * deviation)
    let density = { (x: Double) in
      let level = spot * Double.exp(sign * x)
      return level * SingleBarrier(model: model, level: level, direction: direction).hitProbability
    }
    let rule = GaussLegendre.sixteen
    return rule.integral(from: start, to: knee, panels: 16 + Int(knee - start), of: density)
      + rule.integral(from: knee, to: end, panels: 48, of: density)
  }
}
