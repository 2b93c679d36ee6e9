import Instrumentation
import NeuroFabric
import RandomStreams
import Testing

@Suite("Loihi: noise")
struct LoihiNoiseTests {
  private var probability: LoihiCompartment {
    var type = LoihiCompartment()
    type.voltageDecay = 4096
    type.thresholdMantissa = 128
    type.noiseTarget = .voltage
    return type
  }

  private var coin: LoihiNoise {
    var noise = LoihiNoise()
    noise.exponent = 13
    return noise
  }

  /// How many of the 256 noise values make a compartment with `weight` spike.
  private func spikes(_ type: LoihiCompartment, weight: Int, noise: LoihiNoise) -> Int {
    noise.law.rawValues.count { raw in
      var state = LoihiState()
      return type.update(&state, input: weight << 6, noise: noise.value(ofRaw: raw)).spiked
    }
  }

  /// The comparison is strict: threshold 128 gives a/256 for weight a, threshold 127 already (a + 1)/256.
  @Test("under noise exponent 13 and threshold 128, weight a spikes with probability a/256")
  func probabilityGrid() {
    var lower = probability
    lower.thresholdMantissa = 127
    for weight in 0...255 {
      #expect(spikes(probability, weight: weight, noise: coin) == weight)
      #expect(spikes(lower, weight: weight, noise: coin) == weight + 1)
    }
  }

  @Test("with 255 noise values weight a spikes with probability a/255: there is no fair coin")
  func noFairCoin() {
    var noise = coin
    noise.law = .uniform255
    var gate = probability
    gate.thresholdMantissa = 127
    #expect(noise.law.rawValues.count == 255)
    for weight in 0...255 {
      #expect(spikes(gate, weight: weight, noise: noise) == weight)
    }
  }

  @Test("a random word gives every raw value equally often")
  func rawLaw() {
    for law in LoihiNoise.Law.allCases {
      var counts: [Int: Int] = [:]
      // For 256 values the low byte decides; for 255 the high bits do: 65,536 words spread evenly over both.
      for high in 0..<256 as Range<UInt32> {
        for low in 0..<256 as Range<UInt32> {
          counts[law.raw(from: high << 24 | low << 16 | low), default: 0] += 1
        }
      }
      #expect(counts.keys.sorted() == Array(law.rawValues))
      let spread = counts.values.max()! - counts.values.min()!
      #expect(spread <= (law == .uniform256 ? 0 : 2))
      #expect(law.raw(from: 0) == law.rawValues.lowerBound)
      #expect(law.raw(from: .max) == law.rawValues.upperBound)
    }
  }

  @Test("noise is scaled with truncation toward zero, at every exponent")
  func scaling() {
    for exponent in 0...23 {
      for offset in [-128, -3, 0, 1, 127] where exponent < 17 || offset == 0 {
        var noise = LoihiNoise()
        noise.exponent = Int32(exponent)
        noise.mantissaOffset = Int32(offset)
        for raw in -127...128 {
          // Exact in double precision: the numbers have at most 32 bits.
          let exact = Double(raw + 64 * offset) * Double(sign: .plus, exponent: exponent - 7, significand: 1)
          if noise.value(ofRaw: raw) != Int(exact.rounded(.towardZero)) {
            Issue.record("exponent \(exponent), offset \(offset), raw \(raw)")
          }
        }
      }
    }
  }

  @Test("noise belongs to the identity and the tick: it does not move with the core or the index")
  func placement() throws {
    var type = LoihiCompartment()
    type.noiseTarget = .voltage
    type.voltageDecay = 4096
    type.thresholdMantissa = 131_071
    let alone = oneCompartment(type, noise: coin)
    var moved = alone
    moved.types.append(type)
    moved.cores[0].compartments.insert(.init(type: 1, identity: 99), at: 0)
    moved.cores.insert(.init(tile: MeshPoint(x: 5, y: 5), indexInTile: 3), at: 0)
    let first = try LoihiFast(image: alone, key: loihiKey())
    let second = try LoihiFast(image: moved, key: loihiKey())
    var differs = false
    for tick in 0..<200 as Range<UInt64> {
      first.step()
      second.step()
      let noise = coin.value(key: loihiKey(), identity: 1, tick: tick)
      #expect(first.potential(core: 0, neuron: 0) == noise)
      #expect(second.potential(core: 1, neuron: 1) == noise)
      differs = differs || second.potential(core: 1, neuron: 0) != noise
    }
    #expect(differs)
    #expect(second.events[.noiseDraw] == 0, "idle noise is not counted")
  }

  /// 20,000 tries at probability 43/256. With 4.9 standard errors the false alarm is 1e-6, and a probability
  /// off by 2 * 4.9 * 0.00264 = 0.026 is caught with near certainty.
  @Test("a fabric's probability compartment spikes as often as it should")
  func frequency() throws {
    let format = LoihiSynapseFormat(signMode: .excitatory)
    let image = oneCompartment(probability, weight: 43, format: format, noise: coin)
    let fabric = try LoihiFast(image: image, key: loihiKey())
    let tries = 20_000
    var spikes = 0
    for _ in 0..<tries {
      fabric.inject(core: 0, axon: 0)
      fabric.step()
      spikes += fabric.outputs.count
    }
    let p = 43.0 / 256
    let deviation = Double(spikes) - p * Double(tries)
    #expect(deviation.magnitude < 4.9 * (p * (1 - p) * Double(tries)).squareRoot(), "\(spikes)")
    #expect(fabric.events[.noiseDraw] == UInt64(tries))
  }
}
