/// Whether it ever pays to exercise a vanilla option of Black and Scholes before maturity.
///
/// A put is held while the interest on the strike is worth less than the dividends; a call is a put with the
/// roles of rate and dividend yield changed (McDonald and Schroder, J. Computational Finance 1 (3), 1998).
enum EarlyExercise {
  case never
  /// On one side of one price at each time.
  case oneBoundary
  /// Between two prices, as may be at negative rates: Andersen and Lake, J. Computational Finance (2021).
  case twoBoundaries

  init(_ side: Contract.Side, market: Market) {
    let (rate, yield) =
      side == .put ? (market.rate, market.dividendYield) : (market.dividendYield, market.rate)
    if rate <= 0 && yield >= rate {
      self = .never
    } else {
      self = rate < 0 ? .twoBoundaries : .oneBoundary
    }
  }
}
