import NeuroFabric
import RandomStreams

/// Where `TrueNorthModel` finds its random numbers: the addresses that the engines promise, for each generator.
struct TrueNorthModelDraws {
  private let image: TrueNorthImage
  private let key: StreamKey
  private var registers: [ShiftRegister]
  private var place = (core: 0, identity: UInt64(0), tick: UInt64(0))

  init(image: TrueNorthImage, key: StreamKey) {
    self.image = image
    self.key = key
    registers = image.cores.enumerated().map { index, core in
      let identity = UInt64(index) << 32 + UInt64(core.registerSeed)
      return ShiftRegister(seed: key.block(identity: identity, tick: 0, draw: .max)[0])
    }
  }

  /// The draws that follow are for this neuron.
  mutating func start(core: Int, neuron: Int, tick: Int) {
    place = (core, image.cores[core].neurons[neuron].identity, UInt64(tick))
  }

  mutating func synapse(_ axon: Int) -> Int {
    guard image.generator == .counterBased else { return registerByte() }
    let block = key.block(identity: place.identity, tick: place.tick, draw: UInt32(1 + axon / 16))
    return Int(block[axon % 16 / 4] >> UInt32(axon % 4 * 8)) % 256
  }

  mutating func leak() -> Int {
    guard image.generator == .counterBased else { return registerByte() }
    return Int(key.block(identity: place.identity, tick: place.tick)[1]) % 256
  }

  mutating func threshold(_ bits: Int) -> Int {
    let word: Int
    switch image.generator {
    case .counterBased: word = Int(key.block(identity: place.identity, tick: place.tick)[0])
    case .shiftRegister: word = Int(registers[place.core].word())
    case .serialShiftRegister: word = (0..<(bits + 7) / 8).reduce(0) { $0 + registerByte() << (8 * $1) }
    }
    return word % (1 << bits)
  }

  private mutating func registerByte() -> Int {
    image.generator == .serialShiftRegister
      ? Int(registers[place.core].serialByte()) : Int(registers[place.core].word()) % 256
  }
}
