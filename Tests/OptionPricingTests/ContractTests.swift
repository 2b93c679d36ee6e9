import OptionPricing
import Testing

@Suite struct ContractTests {
  @Test func `A contract is European unless it says otherwise`() {
    #expect(Contract(.vanilla(.call, strike: 100), maturity: 1).exercise == .european)
  }
}
