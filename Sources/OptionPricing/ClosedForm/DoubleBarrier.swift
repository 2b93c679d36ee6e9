import RealModule

/// Options that are knocked out or in at the first of two continuously watched barriers, under Black and Scholes.
///
/// The law of the price on the paths that stayed inside is a sum of mirror images (fast where the corridor is wide
/// for the time) or a sine series (fast where it is narrow). Sources: Kunitomo and Ikeda, Mathematical Finance 2,
/// 275 (1992); Pelsser, Finance and Stochastics 4, 95 (2000).
struct DoubleBarrier {
  var model: BlackScholes
  var lower: Double
  var upper: Double

  private var width: Double { Double.log(upper / lower) }

  func option(_ side: Contract.Side, strike: Double, _ knock: Contract.Knock) -> Double {
    let inside = model.deviation < width ? images(side, strike) : sines(side, strike)
    let out = model.discount * max(0, inside)
    return knock == .out ? out : max(0, model.vanilla(side, strike: strike) - out)
  }

  /// Images at the distances 2 n width, each with its mirror behind the lower barrier.
  private func images(_ side: Contract.Side, _ strike: Double) -> Double {
    let slope = 2 * model.drift / (model.volatility * model.volatility)
    let mirror = 2 * Double.log(lower / model.market.spot)
    let law = model.law
    let term = { (shift: Double) -> Double in
      LognormalLaw(mean: law.mean + shift, deviation: law.deviation, logMass: slope * shift / 2)
        .vanilla(side, strike: strike, from: lower, to: upper)
    }
    return (-8...8).reduce(0) { sum, n in
      let shift = 2 * Double(n) * width
      return sum + term(shift) - term(mirror - shift)
    }
  }

  /// The payoff times exp(nu y), nu = drift / sigma^2, in the eigenfunctions sin(k pi y / width), y = ln(S / lower).
  private func sines(_ side: Contract.Side, _ strike: Double) -> Double {
    let (x, variance) = (Double.log(model.market.spot / lower), model.volatility * model.volatility)
    let (nu, time) = (model.drift / variance, model.deviation * model.deviation)
    let level = strike > 0 ? Double.log(strike / lower) : -.infinity
    let (low, high) = side == .call ? (max(0, level), width) : (0, min(level, width))
    guard low < high else { return 0 }
    let sign = side == .call ? 1.0 : -1.0
    var sum = 0.0
    for k in 1...200 {
      let wave = Double(k) * Double.pi / width
      let decay = Double.exp(-wave * wave * time / 2)
      let payoff =
        lower * sineIntegral(1 + nu, wave, low, high) - strike * sineIntegral(nu, wave, low, high)
      sum += decay * sign * payoff * Double.sin(wave * x)
      if decay < 1e-20 { break }
    }
    return 2 / width * Double.exp(-nu * x - nu * nu * time / 2) * sum
  }

  /// The integral of exp(a y) sin(wave y) over low ... high.
  private func sineIntegral(_ a: Double, _ wave: Double, _ low: Double, _ high: Double) -> Double {
    let primitive = { (y: Double) in
      Double.exp(a * y) * (a * Double.sin(wave * y) - wave * Double.cos(wave * y))
    }
    return (primitive(high) - primitive(low)) / (a * a + wave * wave)
  }
}
