import MarkovChains
import RandomStreams

/// What the path kernels do, lane by lane in plain code: they agree with it bit for bit.
package struct PathReference {
  package private(set) var stream: BlockStream

  package init(stream: BlockStream) { self.stream = stream }

  private typealias Lanes = [Float]

  /// Moves one group of sixteen places on.
  package mutating func advance(_ step: PathStep, _ places: inout [Float], steps: Int) {
    var moved = places.map { _ in Float(0) }
    for pair in 0..<(steps + 1) / 2 {
      let (first, second) = normalPair()
      let isLast = 2 * pair + 1 == steps
      moved = zip(moved, first).map { $0 + $1 }
      jump(step, &places, spare: isLast ? second : nil)
      guard !isLast else { break }
      moved = zip(moved, second).map { $0 + $1 }
      jump(step, &places, spare: nil)
    }
    for lane in places.indices {
      places[lane] += moved[lane] * step.deviation + Float(steps) * step.drift
    }
  }

  package mutating func normalPair() -> (first: [Float], second: [Float]) {
    let (radii, angles) = (words(), words())
    var (first, second): (Lanes, Lanes) = ([], [])
    for (a, b) in zip(radii, angles) {
      let square = -2 * Self.logarithm(a)
      let radius = (square > 0 ? square : 0).squareRoot()
      let (sine, cosine) = Self.turn(b)
      first.append(radius * cosine)
      second.append(radius * sine)
    }
    return (first, second)
  }

  private mutating func words() -> [UInt32] {
    let drawn = stream.next()
    return drawn.indices.map { drawn[$0] }
  }

  private mutating func jump(_ step: PathStep, _ places: inout Lanes, spare: Lanes?) {
    guard let law = step.jumps else { return }
    let counts = words().map { word in step.thresholds.prefix { word >= $0 }.count }
    let most = counts.max()!
    guard most > 0 else { return }
    switch law {
    case .normal(let mean, let deviation):
      let normals = spare ?? normalPair().first
      for lane in places.indices {
        let jumps = Float(counts[lane])
        places[lane] += jumps * Float(mean) + jumps.squareRoot() * Float(deviation) * normals[lane]
      }
    case .doubleExponential(let up, let rateUp, let rateDown):
      let limit = UInt32(min(up * 0x1p32, 0x1p32 - 1))
      for number in 0..<most {
        let (sides, sizes) = (words(), words())
        for lane in places.indices where counts[lane] > number {
          let size = -Self.logarithm(sizes[lane])
          places[lane] += sides[lane] < limit ? size * Float(1 / rateUp) : -size * Float(1 / rateDown)
        }
      }
    }
  }

  /// ln((a + 1) / 2^32).
  package static func logarithm(_ a: UInt32) -> Float {
    let bits = (Float(Int32(a &>> 1)) + 0.5).bitPattern
    let exponent = Int32(bitPattern: bits &- 0x3f35_04f3) &>> 23
    let m = Float(bitPattern: bits &- UInt32(bitPattern: exponent) &<< 23) - 1
    let n = Float(exponent - 31)
    let z = m * m
    var y: Float = 7.0376836292e-2
    for coefficient: Float in [
      -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1, 2.0000714765e-1,
      -2.4999993993e-1, 3.3333331174e-1,
    ] { y = y * m + coefficient }
    y = y * m * z - n * 2.12194440e-4 - 0.5 * z
    return m + y + n * 0.693359375
  }

  /// Sine and cosine of 2 pi a / 2^32.
  package static func turn(_ a: UInt32) -> (sine: Float, cosine: Float) {
    let quarter = (a &+ 0x2000_0000) &>> 30
    let x = Float(Int32(bitPattern: a &- quarter &<< 30)) * 1.4629180792671596e-9
    let z = x * x
    let s = ((-1.9515295891e-4 * z + 8.3321608736e-3) * z - 1.6666654611e-1) * z * x + x
    let even: Float = (2.443315711809948e-5 * z - 1.388731625493765e-3) * z + 4.166664568298827e-2
    let c = even * z * z - 0.5 * z + 1
    let (sine, cosine) = quarter & 1 == 0 ? (s, c) : (c, s)
    return (quarter & 2 == 0 ? sine : -sine, (quarter + 1) & 2 == 0 ? cosine : -cosine)
  }
}
