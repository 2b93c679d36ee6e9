import Dispatch
import NeuroFabric

/// W2: cores of 256 neurons whose crossbars are half full, at about 20 spikes per neuron and second.
///
/// Every neuron is reached by 64 of the even and 64 of the odd axons of its core, with strengths +1 and -1; it gains 1
/// each tick, spikes at 50 and loses 50; its spike reaches an axon of any core in the next tick. The draw is written
/// down in `Tests/Benchmarks/README.md`, and programs in other languages draw the same network.
public struct CrossbarNetwork: Sendable {
  public let cores: Int
  public let seed: UInt64

  public init(cores: Int, seed: UInt64 = 1) {
    self.cores = cores
    self.seed = seed
  }

  static let size = 256

  static let neuronType: TrueNorthNeuron = {
    var type = TrueNorthNeuron()
    type.strengths = SIMD4(1, -1, 0, 0)
    type.leak = 1
    type.threshold = 50
    type.resetMode = .linear
    type.negativeThreshold = 262_143
    type.negativeSaturation = true
    return type
  }()

  /// The network as an image: core c at (c mod width, c div width).
  public func image() -> TrueNorthImage {
    var image = TrueNorthImage()
    image.types = [Self.neuronType]
    let width = min(max(Int(Double(cores).squareRoot().rounded(.up)), 1), 64)
    image.cores = drawnCores { MeshPoint(x: $0 % width, y: $0 / width) }
    return image
  }

  /// The cores of the network, numbered and placed as the caller wishes.
  func drawnCores(
    number: @Sendable (Int) -> Int = { $0 }, at position: @Sendable (Int) -> MeshPoint
  ) -> [TrueNorthImage.Core] {
    let targets = self.targets()
    return concurrentMap(cores) { core in
      var drawn = Self.core(drawnFrom: SplitMix64(seed: seed, stream: UInt64(core) + 1), at: position(core))
      for neuron in drawn.neurons.indices {
        let target = Int(targets[core * Self.size + neuron])
        drawn.neurons[neuron].identity = UInt64(core * Self.size + neuron)
        drawn.neurons[neuron].target = .axon(
          core: number(target / Self.size), axon: target % Self.size, delay: 1)
      }
      return drawn
    }
  }

  /// The permutation of all neurons onto all axons.
  private func targets() -> [UInt32] {
    var stream = SplitMix64(seed: seed, stream: 0)
    var targets = (0..<UInt32(cores * Self.size)).map { $0 }
    for neuron in stride(from: targets.count - 1, to: 0, by: -1) {
      targets.swapAt(neuron, Int(stream.below(UInt64(neuron) + 1)))
    }
    return targets
  }

  private static let axonTypes = (0..<size).map { UInt8($0 & 1) }

  /// A core with its crossbar and potentials; its neurons have no targets yet.
  static func core(drawnFrom stream: SplitMix64, at position: MeshPoint) -> TrueNorthImage.Core {
    var stream = stream
    var core = TrueNorthImage.Core(position: position)
    core.axonTypes = axonTypes
    var columns: [SIMD4<UInt64>] = []
    columns.reserveCapacity(size)
    for neuron in 0..<size {
      let potential = Int32(stream.below(50))
      core.neurons.append(
        .init(type: 0, initialPotential: potential, identity: UInt64(neuron), target: .none))
      let (even, odd) = (stream.halfOf128(), stream.halfOf128())
      columns.append(interleaved(even) | interleaved(odd) &<< SIMD4(repeating: 1))
    }
    core.crossbar = Crossbar(axons: size, neurons: size, words: transposed(columns))
    return core
  }

  /// Bit k of the argument at bit 2k.
  private static func interleaved(_ bits: (low: UInt64, high: UInt64)) -> SIMD4<UInt64> {
    func spread(_ half: UInt64) -> UInt64 {
      var word = half & 0xFFFF_FFFF
      for (shift, mask) in [
        (16, 0x0000_FFFF_0000_FFFF), (8, 0x00FF_00FF_00FF_00FF), (4, 0x0F0F_0F0F_0F0F_0F0F),
        (2, 0x3333_3333_3333_3333), (1, 0x5555_5555_5555_5555),
      ] as [(UInt64, UInt64)] { word = (word | word << shift) & mask }
      return word
    }
    return SIMD4(spread(bits.low), spread(bits.low >> 32), spread(bits.high), spread(bits.high >> 32))
  }

  /// 256 columns of 256 axons turned into 256 rows of 256 neurons, 64 by 64 bits at a time.
  private static func transposed(_ columns: [SIMD4<UInt64>]) -> [UInt64] {
    var rows = [UInt64](repeating: 0, count: size * 4)
    for axons in 0..<4 {
      for neurons in 0..<4 {
        var square = (0..<64).map { columns[neurons * 64 + $0][axons] }
        transpose(&square)
        for axon in 0..<64 { rows[(axons * 64 + axon) * 4 + neurons] = square[axon] }
      }
    }
    return rows
  }

  /// Swaps ever smaller quarters of a square of bits.
  private static func transpose(_ square: inout [UInt64]) {
    var (width, mask) = (32, UInt64(0x0000_0000_FFFF_FFFF))
    while width > 0 {
      for first in stride(from: 0, to: 64, by: 2 * width) {
        for row in first..<first + width {
          let swapped = (square[row] >> UInt64(width) ^ square[row + width]) & mask
          square[row] ^= swapped << UInt64(width)
          square[row + width] ^= swapped
        }
      }
      width /= 2
      mask ^= mask << UInt64(max(width, 1))
    }
  }
}

/// The generator that the network is drawn with: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  /// Stream k of a seed begins at output k of the seed's own stream.
  init(seed: UInt64, stream: UInt64) {
    state = Self.mix(seed &+ (stream &+ 1) &* 0x9E37_79B9_7F4A_7C15)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// An integer below `bound`: the high half of a product.
  mutating func below(_ bound: UInt64) -> UInt64 { next().multipliedFullWidth(by: bound).high }

  /// 128 bits of which 64 are set, every choice equally likely.
  mutating func halfOf128() -> (low: UInt64, high: UInt64) {
    var (low, high) = (next(), next())
    var count = low.nonzeroBitCount + high.nonzeroBitCount
    while count != 64 {
      let place = next() >> 57
      let bit = UInt64(1) << (place & 63)
      let isSet = (place < 64 ? low : high) & bit != 0
      guard isSet == (count > 64) else { continue }
      if place < 64 { low ^= bit } else { high ^= bit }
      count += isSet ? -1 : 1
    }
    return (low, high)
  }

  private static func mix(_ state: UInt64) -> UInt64 {
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}

/// `body` of 0..<count on all processors, in order.
func concurrentMap<Element: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Element) -> [Element] {
  [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
    nonisolated(unsafe) let base = buffer.baseAddress
    let chunk = 64
    DispatchQueue.concurrentPerform(iterations: (count + chunk - 1) / chunk) { part in
      for index in part * chunk..<min((part + 1) * chunk, count) {
        (base! + index).initialize(to: body(index))
      }
    }
    initialized = count
  }
}
