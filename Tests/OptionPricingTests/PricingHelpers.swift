import OptionPricing

/// The price by closed form or transform, without Greeks; nil if there is none.
func closedFormPrice(
  _ payoff: Contract.Payoff, _ model: PriceModel, _ market: Market, maturity: Double,
  exercise: Contract.Exercise = .european
) throws -> Double? {
  let contract = Contract(payoff, exercise: exercise, maturity: maturity)
  return try ClosedForm.answer(contract, model: model, market: market, greeks: false)?.price
}
