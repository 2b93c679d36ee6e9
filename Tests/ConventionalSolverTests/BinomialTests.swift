import ConventionalSolver
import RandomStreams
import RealModule
import Testing

@Suite("Binomial variates")
struct BinomialTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var n: Int
    var p: Double
    var testDescription: String { "n = \(n), p = \(p)" }
  }

  static let cases: [Case] = [
    (1, 0.5), (2, 0.01), (5, 0.9), (19, 0.5), (20, 0.5), (30, 0.3333), (64, 1.0 / 256), (100, 0.099),
    (100, 0.101), (1000, 0.5), (1000, 0.99), (4096, 0.2), (100_000, 0.0003), (1_000_000, 0.7),
  ].map { Case(n: $0.0, p: $0.1) }

  static func draws(_ count: Int, n: Int, p: Double, seed: UInt64) -> [Int] {
    var stream = CounterStream(key: StreamKey(seed: seed, purpose: .test, batch: 0), identity: UInt64(n))
    return (0..<count).map { _ in drawBinomial(n: n, p: p, from: &stream) }
  }

  /// 100,000 draws against the exact mass function: catches a shift of the mean by 2 % of a standard
  /// deviation.
  @Test("follow the exact mass function on both sides of the change of method", arguments: cases)
  func mass(_ test: Case) {
    let count = 100_000
    var seen: [Int: Int] = [:]
    for k in Self.draws(count, n: test.n, p: test.p, seed: 11) { seen[k, default: 0] += 1 }
    let mean = Double(test.n) * test.p
    let reach = 12 * Double.sqrt(mean * (1 - test.p)) + 40
    let range = max(0, Int(mean - reach))...min(test.n, Int(mean + reach))
    #expect(seen.keys.allSatisfy(range.contains))
    let masses = range.map { Double(count) * Self.mass($0, n: test.n, p: test.p) }
    let chi = ChiSquare(observed: range.map { Double(seen[$0] ?? 0) }, expected: masses)
    #expect(chi.score < ChiSquare.limit, "chi-square \(chi.statistic) on \(chi.degrees) degrees")
  }

  /// Mean and variance where no mass function can be listed; 4.9 standard errors is 1e-6 two-sided.
  /// Catches a shift by 3.5 % of a standard deviation, 7 % of the variance.
  @Test(
    "keep mean and variance up to 2^53 trials",
    arguments: [(1 << 30, 0.25), (1_000_000_000_000, 0.4999), (1 << 53, 0.5), (1 << 53, 1e-12)])
  func moments(n: Int, p: Double) {
    let count = 20_000
    let (mean, variance) = (Double(n) * p, Double(n) * p * (1 - p))
    let scores = Self.draws(count, n: n, p: p, seed: 5).map { (Double($0) - mean) / Double.sqrt(variance) }
    let average = scores.reduce(0, +) / Double(count)
    let spread = scores.reduce(0) { $0 + $1 * $1 } / Double(count)
    #expect(abs(average) < 4.9 / Double.sqrt(Double(count)))
    #expect(abs(spread - 1) < 4.9 * Double.sqrt(2 / Double(count)))
  }

  @Test("are sure where the outcome is")
  func certain() {
    for n in [0, 1, 7, 1 << 53] {
      #expect(Self.draws(10, n: n, p: 0, seed: 0).allSatisfy { $0 == 0 })
      #expect(Self.draws(10, n: n, p: 1, seed: 0).allSatisfy { $0 == n })
    }
  }

  @Test("stay in range for the smallest and largest probabilities")
  func extremes() {
    for p in [Double.leastNonzeroMagnitude, 1e-300, 1e-17, 1 - 0x1p-53] {
      for n in [1, 1000, 1 << 53] {
        #expect(Self.draws(100, n: n, p: p, seed: 3).allSatisfy { (0...n).contains($0) })
      }
    }
  }

  private static func mass(_ k: Int, n: Int, p: Double) -> Double {
    let (k, n) = (Double(k), Double(n))
    let choose = Double.logGamma(n + 1) - .logGamma(k + 1) - .logGamma(n - k + 1)
    return .exp(choose + k * .log(p) + (n - k) * .log(onePlus: -p))
  }
}
