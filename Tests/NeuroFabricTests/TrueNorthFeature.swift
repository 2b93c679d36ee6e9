import NeuroFabric

/// Something that a tick can do to a neuron, and that a network is drawn to try. It counts only where it had
/// an effect: where a neuron without it would have ended the tick otherwise.
enum TrueNorthFeature: Hashable {
  typealias Mode = TrueNorthNeuron.ResetMode

  /// A reset at the positive threshold, to a potential that neither other mode gives.
  case spike(Mode, saturates: Bool)
  /// One at the negative threshold, to a potential that no other mode gives, with or without saturation.
  case floor(Mode, saturates: Bool)

  case synapse(type: Int)
  case drawnSynapse(type: Int, acts: Bool)
  case leak(up: Bool)
  case drawnLeak(acts: Bool)
  /// A leak that follows the sign of the potential.
  case reversal(above: Bool, outward: Bool)
  /// It would have changed the sign, and gave zero.
  case reversalCrossesZero
  /// It does nothing at zero.
  case reversalAtZero

  /// A threshold draw of so many bits that was not 0.
  case mask(bits: Int)
  case maskHoldsSpike, maskHoldsFloor, spikeOverMask

  case clipBelow, clipAbove
  /// A spike by the clip alone: the threshold is higher still.
  case clipBelowThreshold

  case strength(Int), leakStrength(Int), threshold(Int), negativeThreshold(Int), resetPotential(Int)

  case delay(Int), mergedSpike

  /// Input by a row with more than 128 connections.
  case denseRow
  /// 100 axons and more are active in a core of 256 neurons.
  case fullCore
  /// Input by an axon whose index is above 255.
  case highAxon
  case loneNeuron
  /// Input to the only neuron of the last group of 16.
  case loneInGroup
  /// A neuron moves in a core where for 100 ticks none did.
  case wokenCore
  /// The same in an image of 32 cores and more.
  case manyCores

  /// All that must be seen under every generator.
  static let all: [TrueNorthFeature] = {
    let flags = [false, true]
    var all: [TrueNorthFeature] = [
      .reversalCrossesZero, .reversalAtZero, .maskHoldsSpike, .maskHoldsFloor, .spikeOverMask, .clipBelow,
      .clipAbove,
      .clipBelowThreshold, .mergedSpike, .denseRow, .fullCore, .highAxon, .loneNeuron, .loneInGroup,
      .wokenCore, .manyCores,
    ]
    all += Mode.allCases.flatMap { mode in flags.map { .spike(mode, saturates: $0) } }
    all += Mode.allCases.flatMap { mode in flags.map { .floor(mode, saturates: $0) } }
    all += (0..<4).flatMap { type in
      [.synapse(type: type)] + flags.map { .drawnSynapse(type: type, acts: $0) }
    }
    all += flags.flatMap { [.leak(up: $0), .drawnLeak(acts: $0)] }
    all += flags.flatMap { above in flags.map { .reversal(above: above, outward: $0) } }
    all += (1...18).map { .mask(bits: $0) }
    all += (1...15).map { .delay($0) }
    all += [-255, 255].flatMap { [.strength($0), .leakStrength($0)] }
    all += [0, 262_143].flatMap { [.threshold($0), .negativeThreshold($0)] }
    all += [-262_143, 0, 262_143].map { .resetPotential($0) }
    return all
  }()
}
