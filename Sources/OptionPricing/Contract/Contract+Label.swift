extension Contract {
  /// What the contract is, in a few words: `call, K = 100, T = 1`.
  public var label: String {
    let words = Self.words(payoff)
    let prefix =
      switch exercise {
      case .european: ""
      case .american: "American "
      case .bermudan(let dates): "Bermudan (\(dates) dates) "
      }
    return "\(prefix)\(words), T = \(Self.text(maturity))"
  }

  private static func words(_ payoff: Payoff) -> String {
    switch payoff {
    case .vanilla(let side, let strike): "\(side.rawValue), K = \(text(strike))"
    case .digitalCash(let side, let strike, let cash):
      "digital \(side.rawValue) paying \(text(cash)), K = \(text(strike))"
    case .digitalAsset(let side, let strike): "digital \(side.rawValue) paying the asset, K = \(text(strike))"
    case .barrier(let side, let strike, let level, let direction, let knock, let monitoring):
      "\(direction.rawValue)-and-\(knock.rawValue) \(side.rawValue), B = \(text(level))\(words(monitoring)), "
        + "K = \(text(strike))"
    case .doubleBarrier(let side, let strike, let lower, let upper, let knock):
      "knock-\(knock.rawValue) \(side.rawValue), B = \(text(lower)) and \(text(upper)), K = \(text(strike))"
    case .oneTouch(let level, let direction, let cash):
      "one-touch \(direction.rawValue) paying \(text(cash)), B = \(text(level))"
    case .hitProbability(let level, let direction):
      "probability of touching \(text(level)) \(direction == .up ? "above" : "below")"
    case .geometricAsian(let side, let strike, let monitoring):
      "geometric Asian \(side.rawValue)\(words(monitoring)), K = \(text(strike))"
    case .arithmeticAsian(let side, let strike, let monitoring):
      "arithmetic Asian \(side.rawValue)\(words(monitoring)), K = \(text(strike))"
    case .floatingLookback(let side): "floating lookback \(side.rawValue)"
    case .fixedLookback(let side, let strike): "fixed lookback \(side.rawValue), K = \(text(strike))"
    case .exchange: "exchange"
    case .geometricBasket(let side, let strike): "geometric basket \(side.rawValue), K = \(text(strike))"
    case .maximumOfTwo(let side, let strike): "\(side.rawValue) on the higher of two, K = \(text(strike))"
    case .minimumOfTwo(let side, let strike): "\(side.rawValue) on the lower of two, K = \(text(strike))"
    }
  }

  private static func words(_ monitoring: Monitoring) -> String {
    switch monitoring {
    case .continuous: ""
    case .discrete(let dates): " on \(dates) dates"
    }
  }

  /// A number without a needless `.0`.
  private static func text(_ value: Double) -> String {
    let whole = value.rounded()
    return whole == value && abs(value) < 1e15 ? String(Int(whole)) : String(describing: value)
  }
}
