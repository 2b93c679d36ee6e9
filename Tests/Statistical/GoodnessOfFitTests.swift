import Experiments
import RealModule
import TestSupport
import Testing

/// The G-test does what its p-value and its detectable shift say.
@Suite struct GoodnessOfFitTests {
  static let draws = LongTests.areOn ? 100_000 : 20_000

  struct Law: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var walkers: Int
    var law: [Double]

    static let all = [
      Law(testDescription: "8 cells of 5", walkers: 40, law: Array(repeating: 1 / 8, count: 8)),
      Law(testDescription: "30 cells of 10", walkers: 300, law: Array(repeating: 1 / 30, count: 30)),
      Law(
        testDescription: "geometric, with a pooled tail", walkers: 500,
        law: (1...40).map { Double.pow(0.8, Double($0)) * 0.25 / (1 - Double.pow(0.8, 40)) }),
      Law(
        testDescription: "200 cells, one crowded", walkers: 3_000,
        law: [0.5] + Array(repeating: 0.5 / 199, count: 199)),
    ]
  }

  private func pValues(_ example: Law, drawnFrom law: [Double]? = nil, draws: Int, seed: UInt64) -> [Double] {
    var sampler = Sampler(seed: seed)
    let drawn = cumulative(law ?? example.law)
    return (0..<draws).map { _ in
      GoodnessOfFit.test(
        step: 1, counts: sampler.multinomial(example.walkers, drawn), law: example.law, level: 1e-6)!.pValue
    }
  }

  /// Counts are whole numbers and the chi-square law is a limit, so p-values cannot be quite uniform: 0.015 is allowed
  /// for that beside the 0.019 of chance (1e-6). Without Williams' correction the first law is off by 0.04.
  @Test(arguments: Law.all) func `p-values are uniform under the null`(law: Law) {
    let found = pValues(law, draws: Self.draws, seed: 11)
    let distance = distanceFromUniform(found)
    print("\(law.testDescription): p-values are \(distance) from uniform")
    #expect(distance < distanceLimit(Self.draws, tail: 1e-6) + 0.015)
    // A false alarm at the level 1e-3 is not more than half as likely again.
    let alarms = Double(found.count { $0 < 1e-3 })
    let expected = 1.5e-3 * Double(Self.draws)
    #expect(alarms < expected + 4.75 * expected.squareRoot() + 4)
  }

  @Test(arguments: Law.all.prefix(2)) func `Without Williams' correction they are not`(law: Law) {
    var sampler = Sampler(seed: 11)
    let (cells, drawn) = (Double(law.law.count), cumulative(law.law))
    let correction = 1 + (cells * cells - 1) / (6 * Double(law.walkers) * (cells - 1))
    let found = (0..<Self.draws).map { _ -> Double in
      let counts = sampler.multinomial(law.walkers, drawn)
      let fit = GoodnessOfFit.test(step: 1, counts: counts, law: law.law, level: 1e-6)!
      return Distributions.chiSquareTail(fit.statistic * correction, degrees: cells - 1)
    }
    let distance = distanceFromUniform(found)
    print("\(law.testDescription): without the correction p-values are \(distance) from uniform")
    #expect(distance > distanceLimit(Self.draws, tail: 1e-6) + 0.015)
  }

  /// Half the walkers start here and half there: counts vary less than multinomial ones.
  @Test func `Mixed starts make the test conservative`() {
    let here = cumulative([0.6, 0.25, 0.1, 0.05, 0, 0])
    let there = cumulative([0, 0, 0.05, 0.1, 0.25, 0.6])
    let law = [0.3, 0.125, 0.075, 0.075, 0.125, 0.3]
    var sampler = Sampler(seed: 12)
    let fits = (0..<Self.draws).map { _ -> GoodnessOfFit in
      let counts = zip(sampler.multinomial(100, here), sampler.multinomial(100, there)).map(+)
      return GoodnessOfFit.test(step: 1, counts: counts, law: law, level: 1e-6)!
    }
    let mean = fits.reduce(0) { $0 + $1.statistic } / Double(fits.count)
    #expect(mean < 5 - 0.5, "far below the mean of chi-square with five degrees of freedom")
    for tail in [0.1, 0.01, 0.001] {
      #expect(Double(fits.count { $0.pValue < tail }) < tail * Double(fits.count))
    }
  }

  /// A law shifted by the stated detectable shift is rejected in nine cases of ten. Simulated at the level at which it
  /// is stated; 4.89 standard errors of 4,000 draws are 0.023, and 0.02 is allowed for the two approximations.
  @Test(arguments: [1e-2, 1e-6]) func `The detectable shift has the stated power`(level: Double) {
    let cells = 20
    let (law, walkers) = (Array(repeating: 1 / Double(cells), count: cells), 4_000)
    let fit = GoodnessOfFit.test(
      step: 1, counts: Array(repeating: UInt64(walkers / cells), count: cells), law: law, level: level)!
    #expect(fit.statistic == 0)
    #expect(fit.degreesOfFreedom == cells - 1)
    let shifted = law.indices.map { law[$0] * (1 + ($0 % 2 == 0 ? 1 : -1) * fit.detectableShift) }
    let found = pValues(
      Law(testDescription: "", walkers: walkers, law: law), drawnFrom: shifted, draws: 4_000, seed: 13)
    let power = Double(found.count { $0 < level }) / 4_000
    print("level \(level): a shift of \(fit.detectableShift) is caught with a chance of \(power)")
    #expect(abs(power - GoodnessOfFit.power) < 0.043)
  }

  /// The table of Documentation/Statistics.md.
  @Test(arguments: [(1, 38.1), (10, 56.2), (100, 114), (1_000, 299)])
  func `Noncentralities of the documentation`(degrees: Int, lambda: Double) {
    let found = GoodnessOfFit.detectableNoncentrality(degrees: degrees, level: 1e-6)
    // Patnaik's approximation is 1.1 % off at one degree of freedom, half of that in the shift.
    #expect(abs(found / lambda - 1) < 0.015, "\(found)")
  }

  @Test func `A walker where none can be fails at once`() {
    let fit = GoodnessOfFit.test(step: 1, counts: [999_999, 1], law: [1, 0], level: 1e-6)
    #expect(fit?.pValue == 0)
  }

  @Test func `One cell tests nothing`() {
    #expect(GoodnessOfFit.test(step: 1, counts: [100, 0], law: [1, 0], level: 1e-6) == nil)
    #expect(GoodnessOfFit.test(step: 1, counts: [2, 2], law: [0.5, 0.5], level: 1e-6) == nil)
    #expect(GoodnessOfFit.test(step: 1, counts: [0, 0], law: [0.5, 0.5], level: 1e-6) == nil)
  }

  /// Computed by hand: G = 2 (60 ln 1.2 + 40 ln 0.8), q = 1 + (4 - 1) / 600.
  @Test func `Two cells by hand`() throws {
    let fit = try #require(GoodnessOfFit.test(step: 3, counts: [60, 40], law: [0.5, 0.5], level: 1e-6))
    let g = 2 * (60 * Double.log(1.2) + 40 * Double.log(0.8))
    #expect(abs(fit.statistic - g / 1.005) < 1e-12)
    #expect(fit.degreesOfFreedom == 1)
    #expect(fit.step == 3)
  }
}
