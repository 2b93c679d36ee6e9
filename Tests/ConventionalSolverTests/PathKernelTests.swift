import ConventionalSolver
import MarkovChains
import RandomStreams
import TestSupport
import Testing

/// The compiled kernels against plain code, bit for bit, and their numbers against the laws that they stand for.
@Suite struct PathKernelTests {
  private static let processes = [
    LevyProcess(drift: 0.03, variance: 0.04),
    LevyProcess(drift: -1, variance: 0, intensity: 3, jumps: .normal(mean: -0.1, deviation: 0.15)),
    LevyProcess(drift: 0.1, variance: 0.5, intensity: 40, jumps: .normal(mean: 0.2, deviation: 0)),
    LevyProcess(
      drift: 0, variance: 0.01, intensity: 2, jumps: .doubleExponential(up: 0.4, rateUp: 10, rateDown: 5)),
    LevyProcess(
      drift: 0, variance: 0.01, intensity: 9, jumps: .doubleExponential(up: 1, rateUp: 3, rateDown: 5)),
  ]

  private static func stream(_ block: UInt64 = 3) -> BlockStream {
    BlockStream(key: StreamKey(seed: 8, purpose: .test, batch: 0), block: block)
  }

  @Test(arguments: processes.indices, [1, 2, 7])
  func `All kernels are the plain code`(process: Int, steps: Int) {
    let step = PathStep(Self.processes[process], time: 0.25)
    for kernel in PathKernel.all {
      var (stream, reference) = (Self.stream(), PathReference(stream: Self.stream()))
      var places = (0..<64).map { Float($0) / 8 }
      var expected = places
      let words = places.withUnsafeMutableBufferPointer { kernel.advance(&stream, step, $0, steps: steps) }
      for group in 0..<4 {
        var part = Array(expected[16 * group..<16 * group + 16])
        reference.advance(step, &part, steps: steps)
        expected.replaceSubrange(16 * group..<16 * group + 16, with: part)
      }
      #expect(places.map(\.bitPattern) == expected.map(\.bitPattern), "\(kernel.name)")
      #expect(stream == reference.stream, "\(kernel.name)")
      // The words that were said to be drawn bring a stream from where it began to where it is.
      var counted = Self.stream()
      for _ in 0..<words / 16 { _ = counted.next() }
      #expect(counted == stream)
    }
  }

  @Test func `Normal numbers of all kernels are the plain code's`() {
    for kernel in PathKernel.all {
      var (stream, reference) = (Self.stream(), PathReference(stream: Self.stream()))
      var numbers = [Float](repeating: 0, count: 32 * 40)
      numbers.withUnsafeMutableBufferPointer { kernel.normals(&stream, $0) }
      var expected: [Float] = []
      for _ in 0..<40 {
        let (first, second) = reference.normalPair()
        expected += first + second
      }
      #expect(numbers.map(\.bitPattern) == expected.map(\.bitPattern), "\(kernel.name)")
    }
  }

  @Test func `Logarithm, sine, cosine and exponential are right to single precision`() {
    var random = testStream(seed: 5)
    let words =
      [0, 1, 2, 3, .max, .max - 1, 1 << 31]
      + (0..<20_000).map { _ in UInt32.random(in: 0...(.max), using: &random) }
    for word in words {
      let exact = Double.log((Double(word >> 1) + 0.5) * 0x1p-31)
      #expect(abs(Double(PathReference.logarithm(word)) - exact) <= 1.2e-7 * max(1, abs(exact)), "\(word)")
      let (sine, cosine) = PathReference.turn(word)
      let angle = Double(word) * 0x1p-31
      #expect(abs(Double(sine) - Double.sin(angle * .pi)) < 1.2e-7, "\(word)")
      #expect(abs(Double(cosine) - Double.cos(angle * .pi)) < 1.2e-7, "\(word)")
    }
    for kernel in PathKernel.all {
      let arguments =
        (0..<1600).map { Float($0 - 800) * 0.109 } + [Float](repeating: 200, count: 8)
        + [Float](repeating: -200, count: 8)
      var powers = arguments
      powers.withUnsafeMutableBufferPointer { kernel.exponentials($0) }
      for (argument, power) in zip(arguments, powers) {
        let exact = Double.exp(Double(argument))
        #expect(
          argument > 88
            ? power == .infinity : argument < -87 ? power == 0 : abs(Double(power) / exact - 1) < 2e-7)
      }
    }
  }

  @Test func `Lanes are xoshiro128++`() {
    // Known answers of the state 1, 2, 3, 4, as rand_xoshiro 0.6 has them.
    var stream = Self.stream()
    stream.words = (.init(repeating: 1), .init(repeating: 2), .init(repeating: 3), .init(repeating: 4))
    let drawn = (0..<10).map { _ in stream.next()[5] }
    #expect(
      drawn == [
        641, 1_573_767, 3_222_811_527, 3_517_856_514, 836_907_274, 4_247_214_768, 3_867_114_732,
        1_355_841_295,
        495_546_011, 621_204_420,
      ])
  }

  @Test func `Blocks and lanes have streams of their own`() {
    var (a, b) = (Self.stream(0), Self.stream(1))
    let (first, second) = (a.next(), b.next())
    let all = Set(first.indices.map { first[$0] } + second.indices.map { second[$0] })
    #expect(all.count == 32)
  }
}
