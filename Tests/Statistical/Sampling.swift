import RandomStreams
import RealModule
import TestSupport

/// Draws for simulations of the tests themselves.
struct Sampler {
  private var stream: CounterStream

  init(seed: UInt64) { stream = testStream(seed: seed) }

  mutating func uniform() -> Double { stream.uniform() }

  /// `count` walkers thrown on the cells of `law`.
  mutating func multinomial(_ count: Int, _ cumulative: [Double]) -> [UInt64] {
    var counts = [UInt64](repeating: 0, count: cumulative.count)
    for _ in 0..<count {
      let u = stream.uniform()
      var (low, high) = (0, cumulative.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if cumulative[middle] > u { high = middle } else { low = middle + 1 }
      }
      counts[low] += 1
    }
    return counts
  }

  mutating func binomial(_ count: Int, _ p: Double) -> UInt64 {
    (0..<count).reduce(0) { sum, _ in sum + (stream.uniform() < p ? 1 : 0) }
  }

  /// Trials up to and with the first success.
  mutating func geometric(_ p: Double) -> UInt64 {
    UInt64(Double.log(1 - stream.uniform()) / Double.log(1 - p)) + 1
  }
}

/// Partial sums, the last one above every uniform number.
func cumulative(_ law: [Double]) -> [Double] {
  var sum = 0.0
  var partial = law.map { p -> Double in
    sum += p
    return sum
  }
  partial[partial.count - 1] = .infinity
  return partial
}

/// Kolmogorov's distance of a sample from the uniform law on 0 ... 1.
func distanceFromUniform(_ sample: [Double]) -> Double {
  let count = Double(sample.count)
  return sample.sorted().enumerated().reduce(0) { worst, entry in
    max(worst, entry.element - Double(entry.offset) / count, Double(entry.offset + 1) / count - entry.element)
  }
}

/// The distance that a uniform sample exceeds with probability `tail` (asymptotic; Smirnov 1948).
func distanceLimit(_ count: Int, tail: Double) -> Double {
  (Double.log(2 / tail) / (2 * Double(count))).squareRoot()
}
