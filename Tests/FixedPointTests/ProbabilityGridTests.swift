import FixedPoint
import Testing

@Suite struct ProbabilityGridTests {
  /// On every grid of up to 7 bits, every sixteenth of a unit goes to the nearest numerator.
  @Test(arguments: 1...7)
  func nearestNumeratorIsNearest(bits: Int) {
    let grid = ProbabilityGrid(bits: bits)
    #expect(grid.denominator == 1 << bits && grid.numerators == 1...(1 << bits) - 1)
    for sixteenth in 1..<16 * grid.denominator {
      let numerator = grid.nearestNumerator(to: Double(sixteenth) / Double(16 * grid.denominator))
      let least = grid.numerators.map { abs(16 * $0 - sixteenth) }.min()
      #expect(grid.numerators.contains(numerator) && abs(16 * numerator - sixteenth) == least)
    }
  }

  @Test func tiesGoToTheEvenNumerator() {
    let grid = ProbabilityGrid(bits: 4)
    #expect(grid.nearestNumerator(to: 2.5 / 16) == 2)
    #expect(grid.nearestNumerator(to: 3.5 / 16) == 4)
  }

  @Test func endsOfTheGridAreKept() {
    let grid = ProbabilityGrid(bits: 8)
    #expect(grid.nearestNumerator(to: .leastNonzeroMagnitude) == 1)
    #expect(grid.nearestNumerator(to: 1 - 0x1p-53) == 255)
  }

  @Test func numeratorsSurviveTheRoundTrip() {
    for bits in 1...16 {
      let grid = ProbabilityGrid(bits: bits)
      for numerator in stride(from: 1, to: grid.denominator, by: max(1, grid.denominator / 997)) {
        #expect(grid.nearestNumerator(to: grid.probability(numerator)) == numerator)
      }
    }
  }
}
