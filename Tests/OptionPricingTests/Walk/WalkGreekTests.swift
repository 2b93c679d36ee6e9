import MarkovChains
import OptionPricing
import Testing

/// Greeks read from the walk's histogram, exactly on the chain, against closed forms.
@Suite struct WalkGreekTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let strip: OptionStrip
    /// As measured at 101 states and 8 bits, with a fifth to spare: absolute for delta; relative to the largest over the strikes for the others, in the order of `Greek.allCases`.
    let limits: [Double]
  }

  static let cases: [Case] = {
    let bachelier = PriceModel.bachelier(volatility: 20)
    return [
      ("BS", Trial.blackScholes, [4.1e-6, 1.3e-5, 1.3e-5, 9.3e-6, 6.6e-6]),
      ("Bachelier", bachelier, [2.6e-6, 7.8e-6, 7.8e-6, 6.6e-6, 4.3e-6]),
      ("Merton", Trial.merton, [3.6e-5, 2e-4, 2e-4, 1e-4, 5.8e-5]),
      ("Kou", Trial.kou, [8.9e-5, 5.2e-4, 5.2e-4, 4.2e-4, 1.4e-4]),
    ].compactMap { name, model, limits in
      (try? Trial.calls(model)).map { Case(testDescription: name, strip: $0, limits: limits) }
    }
  }()

  @Test(arguments: cases) func `Greeks of calls`(trial: Case) throws {
    let walk = try trial.strip.walk(LatticeSettings(greeks: true))
    let exact = walk.exact
    #expect(exact.count == 6 * trial.strip.contracts.count)
    for (place, greek) in Greek.allCases.enumerated() {
      var (largest, size) = (0.0, 0.0)
      for (index, contract) in trial.strip.contracts.enumerated() {
        let answer = try trial.strip.closedForm(of: contract)?.greeks?[greek]
        let closed = try #require(answer)
        #expect(walk.closedForms[6 * index + 1 + place] == closed)
        largest = max(largest, abs(exact[6 * index + 1 + place] - closed))
        size = max(size, abs(closed))
      }
      let error = greek == .delta ? largest : largest / size
      #expect(error <= trial.limits[place], "\(greek): \(error)")
    }
  }
}
