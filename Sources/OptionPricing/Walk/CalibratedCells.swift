import ComplexModule
import MarkovChains
import RealModule

/// The cells that the states of a walk stand for, in the logarithm of the price, chosen after the walk such that its
/// law, spread over them, is right where that is known: the mesh follows the gates.
///
/// A place z, standardised, is read at `mean + deviation (z + bend A(z) + stretch B(z))`, A and B growing as the square
/// and the cube near the middle and linearly far out. The four numbers make the characteristic function of the read-out
/// that of the process at two frequencies: mean, spread, skewness and kurtosis as the middle of the law has them, without
/// the hold that far tails have on moments. Errors of these four do not matter then, wherever they come from: the mesh,
/// the time step, or rounded gates that make the variance drift. What is left starts at the fifth order.
///
/// Where no such numbers are found, or they would fold the axis, other frequencies are tried, then one frequency with mean
/// and deviation alone; then mean and variance themselves are made exact.
struct CalibratedCells {
  /// Middles of the cells and half their width, in standard deviations of the walk.
  private let places: [Double]
  private let half: Double
  private let map: ReadOutMap

  /// Frequencies that are tried, times the standard deviation of the process: low enough for the law's middle.
  private static let frequencies = [[0.5, 1], [0.8, 1.6], [0.4, 1.2], [0.3, 0.6], [1, 2], [0.5]]

  /// - Parameters:
  ///   - places: the middles of the cells, whose width is `spacing`.
  ///   - law: the probability of every cell.
  ///   - moments: mean and variance of the process.
  ///   - target: its characteristic function.
  init(
    places: [Double], law: [Double], spacing: Double, moments: (mean: Double, variance: Double),
    target: (Double) -> Complex<Double>
  ) {
    let mean = dot(law, places)
    let spread = dot(law, places.map { ($0 - mean) * ($0 - mean) }) + spacing * spacing / 12
    let deviation = spread.squareRoot()
    let standard = places.map { ($0 - mean) / deviation }
    let half = spacing / deviation / 2
    let wanted = moments.variance.squareRoot()
    let start = ReadOutMap(mean: moments.mean, deviation: wanted)
    let states = law.indices.filter { law[$0] > 1e-14 }
    let (some, weights) = (states.map { standard[$0] }, states.map { law[$0] })
    (self.places, self.half) = (standard, half)
    var found: ReadOutMap?
    for chosen in Self.frequencies where found == nil {
      let frequencies = chosen.map { $0 / wanted }
      let fit = WaveFit(
        places: some, law: weights, half: half, frequencies: frequencies, targets: frequencies.map(target))
      found = fit.solved(from: start)
    }
    map = found ?? start
  }

  subscript(state: Int) -> ClosedRange<Double> {
    map.value(at: places[state] - half)...map.value(at: places[state] + half)
  }
}

/// How a standardised place is read.
private struct ReadOutMap {
  var mean: Double
  var deviation: Double
  var bend = 0.0
  var stretch = 0.0

  static func square(_ z: Double) -> Double { z * z / (1 + z * z / 25).squareRoot() }
  static func cube(_ z: Double) -> Double { z * z * z / (1 + z * z / 16) }

  func shape(_ z: Double) -> Double { z + bend * Self.square(z) + stretch * Self.cube(z) }
  func value(at z: Double) -> Double { mean + deviation * shape(z) }

  /// The slopes of the value in the four numbers.
  func slopes(at z: Double) -> [Double] {
    [1, shape(z), deviation * Self.square(z), deviation * Self.cube(z)]
  }

  func moved(along step: [Double], by length: Double) -> ReadOutMap {
    var map = self
    map.mean += length * step[0]
    map.deviation += length * step[1]
    if step.count > 2 {
      map.bend += length * step[2]
      map.stretch += length * step[3]
    }
    return map
  }

  /// Whether places further up are read further up, as far as the feature functions bend.
  var ascends: Bool {
    let values = stride(from: -20.0, through: 20, by: 0.1).map(shape)
    return deviation > 0 && zip(values, values.dropFirst()).allSatisfy { $0 < $1 }
  }
}

/// The map for which the characteristic function of a law on cells has given values: two unknowns a frequency.
private struct WaveFit {
  let places: [Double]
  let law: [Double]
  let half: Double
  let frequencies: [Double]
  let targets: [Complex<Double>]

  private var size: Int { 2 * frequencies.count }

  /// Newton's method with steps that are halved until they help; nil if it does not settle, or folds the axis.
  func solved(from start: ReadOutMap) -> ReadOutMap? {
    var map = start
    var (gap, matrix) = evaluate(map)
    for _ in 0..<40 {
      if norm(gap) < 1e-12 { return map.ascends ? map : nil }
      let step = matrix.solve(gap)
      var length = 1.0
      while true {
        let moved = map.moved(along: step, by: length)
        let next = evaluate(moved)
        if moved.deviation > 0, norm(next.gap) < norm(gap) {
          (map, gap, matrix) = (moved, next.gap, next.matrix)
          break
        }
        length /= 2
        guard length > 1e-3 else { return nil }
      }
    }
    return nil
  }

  private func norm(_ gap: [Double]) -> Double { dot(gap, gap).squareRoot() }

  /// How far the characteristic function is from its targets, real and imaginary parts in turn, and the slopes of it.
  private func evaluate(_ map: ReadOutMap) -> (gap: [Double], matrix: SquareMatrix) {
    var (gap, matrix) = ([Double](), SquareMatrix(size: size))
    for (index, frequency) in frequencies.enumerated() {
      var value = Complex<Double>.zero
      var slopes = [Complex<Double>](repeating: .zero, count: size)
      for (place, weight) in zip(places, law) {
        let (low, high) = (map.value(at: place - half), map.value(at: place + half))
        let angle = frequency * (high - low) / 2
        // A walker spread evenly over its cell.
        let wave = Complex.exp(Complex(imaginary: frequency * (low + high) / 2)).multiplied(
          by: weight * Double.sin(angle) / angle)
        value += wave
        let turned = wave * Complex(imaginary: frequency)
        for (column, slope) in map.slopes(at: place).prefix(size).enumerated() {
          slopes[column] += turned.multiplied(by: slope)
        }
      }
      let missing = targets[index] - value
      gap += [missing.real, missing.imaginary]
      for (column, slope) in slopes.enumerated() {
        (matrix[2 * index, column], matrix[2 * index + 1, column]) = (slope.real, slope.imaginary)
      }
    }
    return (gap, matrix)
  }
}
