import Reports
import Testing

@Suite struct NumberTextTests {
  @Test(
    arguments: [
      (0, "0"), (1, "1"), (1234.5678, "1,235"), (0.012345, "0.01235"), (-1.5, "−1.5"), (9.99999, "10"),
      (1e-7, "1×10⁻⁷"), (1.23456e-12, "1.235×10⁻¹²"), (123_456, "123,500"), (1e7, "1×10⁷"),
      (99_999.5, "100,000"),
      (.infinity, "∞"), (-.infinity, "−∞"), (.nan, "not a number"),
      (Double.leastNonzeroMagnitude, "5×10⁻³²⁴"),
    ] as [(Double, String)])
  func significantDigits(value: Double, text: String) {
    #expect(NumberText.significant(value) == text)
  }

  @Test(
    arguments: [
      (2.35e-12, "2.35 pJ"), (0, "0 J"), (999.96e-9, "1 µJ"), (1, "1 J"), (12345, "12.3 kJ"),
      (1e-30, "1×10⁻³⁰ J"),
      (0.05, "50 mJ"), (.nan, "not a number J"),
    ] as [(Double, String)])
  func quantities(value: Double, text: String) {
    #expect(NumberText.quantity(value, "J") == text)
  }

  @Test func countsAreGrouped() {
    #expect(NumberText.count(1_234_567) == "1,234,567")
    #expect(NumberText.count(UInt64.max) == "18,446,744,073,709,551,615")
    #expect(NumberText.count(-1000) == "−1,000")
    #expect(NumberText.count(7) == "7")
  }

  @Test func fixedDecimals() {
    #expect(NumberText.fixed(0.30000000000000004, decimals: 1) == "0.3")
    #expect(NumberText.fixed(1e-17, decimals: 2) == "0")
    #expect(NumberText.fixed(-2500, decimals: 0) == "−2,500")
  }
}
