import MarkovChains
import RealModule
import Testing

/// Heat on intervals, squares, discs and balls.
@Suite struct HeatLawTests {
  static let boundaries: [HeatOnInterval.Boundary] = [
    .periodic, .ends(lower: .absorbing, upper: .absorbing), .ends(lower: .absorbing, upper: .reflecting),
    .ends(lower: .reflecting, upper: .absorbing), .ends(lower: .reflecting, upper: .reflecting),
  ]

  /// The long time is answered by eigenfunctions, the short ones by images: two methods that share nothing.
  @Test(arguments: boundaries)
  func `Two short times by images make a long one by eigenfunctions`(boundary: HeatOnInterval.Boundary) throws
  {
    let heat = HeatOnInterval(length: 2, diffusivity: 0.7, boundary: boundary)
    let short = 0.09 * 4 / 0.7
    for (start, x) in [(0.3, 1.7), (1.1, 0.2)] {
      let direct = try heat.density(x, from: start, after: 2 * short)
      let through = try integral(from: 0, to: 2) { middle in
        try heat.density(middle, from: start, after: short) * heat.density(x, from: middle, after: short)
      }
      #expect(isNear(through, direct, relative: 1e-10))
    }
    for time in [short, 2 * short] {
      let mass = try integral(from: 0, to: 2) { try heat.density($0, from: 0.3, after: time) }
      #expect(isNear(mass, try heat.survival(from: 0.3, after: time), relative: 1e-10))
      let part = try integral(from: 0.4, to: 1.3) { try heat.density($0, from: 0.3, after: time) }
      #expect(isNear(part, try heat.probability(in: 0.4...1.3, from: 0.3, after: time), relative: 1e-10))
    }
  }

  @Test func `Times of every size have an answer`() throws {
    for boundary in Self.boundaries {
      let heat = HeatOnInterval(boundary: boundary)
      for time in [1e-300, 1e-9, 0.0999, 0.1, 1, 1e4, 1e300] {
        let value = try heat.survival(from: 0.3, after: time)
        #expect(value >= 0 && value <= 1)
        #expect(try heat.density(0.31, from: 0.3, after: time) >= 0)
      }
    }
  }

  @Test func `Through one of the four sides of the square everybody goes`() throws {
    let square = DiffusionOnSquare(diffusivity: 0.5)
    for (x, y) in [(0.3, 0.4), (0.9, 0.2), (0.5, 0.9)] {
      let ways = [SIMD2(x, y), SIMD2(1 - x, y), SIMD2(y, x), SIMD2(1 - y, x)]
      let sum = try ways.reduce(0) { $0 + (try square.probabilityOfRightExit(from: $1)) }
      #expect(isNear(sum, 1, relative: 1e-12))
      let mean = try integral(from: 1e-12, to: 6, intervals: 20_000) {
        try square.survival(from: SIMD2(x, y), after: $0)
      }
      #expect(abs(mean - (try square.meanExitTime(from: SIMD2(x, y)))) < 1e-7)
    }
  }

  @Test(arguments: [1, 2, 3], [0.0, 0.6])
  func `Survival in a ball adds up to the mean exit time`(dimension: Int, distance: Double) throws {
    let ball = DiffusionInBall(dimension: dimension, radius: 2, diffusivity: 1.5)
    let shortest = 0.003
    let rest = try integral(from: shortest, to: 30, intervals: 6000) {
      try ball.survival(fromDistance: distance, after: $0)
    }
    #expect(isNear(shortest + rest, try ball.meanExitTime(fromDistance: distance), relative: 1e-7))
  }

  @Test func `The ball's two sums agree where they meet, and beside the centre`() throws {
    let ball = DiffusionInBall(dimension: 3)
    for distance in [0, 1e-5, 0.5, 0.9] {
      let before = try ball.survival(fromDistance: distance, after: 0.2 - 1e-12)
      #expect(isNear(before, try ball.survival(fromDistance: distance, after: 0.2 + 1e-12), relative: 1e-9))
    }
  }

  @Test func `Bad input is refused`() {
    let heat = HeatOnInterval(boundary: .periodic)
    #expect(throws: ChainError.self) { try heat.density(1.1, from: 0.5, after: 1) }
    #expect(throws: ChainError.self) { try heat.density(0.5, from: .nan, after: 1) }
    #expect(throws: ChainError.self) { try heat.survival(from: 0.5, after: 0) }
    #expect(throws: ChainError.self) {
      try HeatOnInterval(diffusivity: -1, boundary: .periodic).survival(from: 0.5, after: 1)
    }
    #expect(throws: ChainError.self) { try DiffusionInBall(dimension: 0).meanExitTime(fromDistance: 0) }
    #expect(throws: ChainError.self) {
      try DiffusionInBall(dimension: 2).survival(fromDistance: 0.999, after: 1e-7)
    }
    #expect(throws: ChainError.self) { try DiffusionOnSquare().meanExitTime(from: SIMD2(0.5, -0.1)) }
  }
}
