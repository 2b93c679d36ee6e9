import NeuroFabric

/// Something that a tick can do to a compartment, and that a network is drawn to try. It counts only where it
/// had an effect.
enum LoihiFeature: Hashable {
  /// A register too narrow: the input sum, the current, the voltage.
  case wrap22(up: Bool), wrap24(up: Bool), clamp(up: Bool)

  /// Decays that keep all but the rounding, some, or nothing, of something not 0.
  case currentKept(Decay), voltageKept(Decay)
  /// A negative value whose decay a floor would have rounded otherwise.
  case negativeTruncation

  case bias(exponent: Int, up: Bool), biasMantissa(Int)
  case threshold(Int)
  /// The voltage equals the threshold: no spike.
  case strictThreshold
  /// A spike that is followed by dead ticks, and one that is not.
  case refractory(dead: Bool), longestRefractory
  /// A dead tick took a voltage, or a spike.
  case deadVoltage, deadSpike

  case noise(LoihiCompartment.NoiseTarget, LoihiNoise.Law), rawNoise(Int)
  /// Noise that lost bits, toward zero, and noise that was shifted up.
  case noiseRounded, noiseShifted, noiseOffset

  case weight(LoihiSynapseFormat.SignMode, exponent: Int), weightBits(Int)
  /// Low bits of a mantissa were lost.
  case lostBits(LoihiSynapseFormat.SignMode)
  case weightRoundedDown, weightClipped
  case delay(Int), slots(Int)
  /// Two inputs or more were added, in one tick.
  case sharedInput

  /// A list of more than 64 synapses.
  case longList
  case loneCompartment, loneInGroup
  /// A register moves in a core where for 100 ticks none did.
  case wokenCore
  case manyCores

  enum Decay: Hashable, CaseIterable { case least, some, all }

  /// All that must be seen.
  static let all: [LoihiFeature] = {
    let flags = [false, true]
    var all: [LoihiFeature] = [
      .negativeTruncation, .strictThreshold, .deadVoltage, .deadSpike, .longestRefractory, .noiseRounded,
      .noiseShifted, .noiseOffset, .weightRoundedDown, .weightClipped, .sharedInput, .longList,
      .loneCompartment, .loneInGroup, .wokenCore, .manyCores,
    ]
    all += flags.flatMap { [.wrap22(up: $0), .wrap24(up: $0), .clamp(up: $0), .refractory(dead: $0)] }
    all += Decay.allCases.flatMap { [.currentKept($0), .voltageKept($0)] }
    all += (0...7).flatMap { exponent in flags.map { .bias(exponent: exponent, up: $0) } }
    all += [-4096, 4095].map { .biasMantissa($0) }
    all += [0, 131_071].map { .threshold($0) }
    for law in LoihiNoise.Law.allCases { all += [.noise(.current, law), .noise(.voltage, law)] }
    all += [-127, 0, 127, 128].map { .rawNoise($0) }
    for mode in LoihiSynapseFormat.SignMode.allCases {
      // At exponent -8 a weight above 0 is less than 1, and rounds down to nothing.
      let least = mode == .excitatory ? -7 : -8
      all += [.lostBits(mode)] + (least...7).map { .weight(mode, exponent: $0) }
    }
    all += (1...9).map { .weightBits($0) }
    all += (0...62).map { .delay($0) }
    all += LoihiImage.slotCounts.map { .slots($0) }
    return all
  }()
}
