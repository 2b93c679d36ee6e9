import CFabricKernels

/// Blocks of parameters of eight neurons, one for every combination of types that occurs.
struct TrueNorthGroups {
  private(set) var table: [tn_group] = []
  /// By block: the types of its lanes; `noType` where there is no neuron.
  private(set) var laneTypes: [UInt32] = []
  private var numbers: [[UInt32]: UInt32] = [:]
  private var last: (types: [UInt32], number: UInt32) = ([], 0)
  private let types: [PackedType]
  /// Neurons that draw do so one by one, in order: see `TrueNorthGenerator`.
  private let isOrdered: Bool

  static let lanes = Int(TN_LANES)
  static let noType = UInt32.max

  init(types: [PackedType], isOrdered: Bool) {
    self.types = types
    self.isOrdered = isOrdered
  }

  /// The block for eight types.
  mutating func number(of lanes: [UInt32]) -> UInt32 {
    if lanes == last.types { return last.number }
    let number = numbers[lanes] ?? add(lanes)
    last = (lanes, number)
    return number
  }

  private mutating func add(_ lanes: [UInt32]) -> UInt32 {
    let number = UInt32(table.count)
    numbers[lanes] = number
    laneTypes += lanes
    var group = tn_group()
    for (lane, type) in lanes.enumerated() {
      Self.fill(&group, lane: lane, with: type == Self.noType ? nil : types[Int(type)], isOrdered: isOrdered)
    }
    table.append(group)
    return number
  }

  /// A lane without a neuron, or whose neuron draws, is inert: nothing that it holds makes it spike or move.
  private static func fill(_ group: inout tn_group, lane: Int, with type: PackedType?, isOrdered: Bool) {
    let draws = type?.neuron.draws ?? false
    let isLeft = type.map { $0.kind != .plain } ?? false
    func set(_ field: WritableKeyPath<tn_group, Lanes>, _ value: Int32) {
      withUnsafeMutableBytes(of: &group[keyPath: field]) {
        $0.storeBytes(of: value, toByteOffset: 4 * lane, as: Int32.self)
      }
    }
    let runsInOrder = isOrdered && draws
    let isInert = type == nil || isLeft || runsInOrder
    set(\.leak, isInert ? 0 : type!.leak)
    set(\.threshold, isInert ? .max : type!.threshold)
    set(\.floor, isInert ? .min : type!.floor)
    set(\.kept_at_spike, isInert ? -1 : type!.keptAtSpike)
    set(\.added_at_spike, isInert ? 0 : type!.addedAtSpike)
    set(\.kept_at_floor, isInert ? -1 : type!.keptAtFloor)
    set(\.added_at_floor, isInert ? 0 : type!.addedAtFloor)
    let settled = type == nil || runsInOrder ? PackedType.always : type!.settled
    set(\.settled_low, settled.low)
    set(\.settled_high, settled.high)
    if isLeft && !runsInOrder {
      if type!.kind == .gate { group.gates |= 1 << UInt32(lane) } else { group.scalar |= 1 << UInt32(lane) }
    }
    if runsInOrder || type == nil { group.ordered |= 1 << UInt32(lane) }
    guard let neuron = type?.neuron else { return }
    for axonType in 0..<4 where neuron.stochasticSynapses >> axonType & 1 == 0 {
      withUnsafeMutableBytes(of: &group.strengths) {
        $0.storeBytes(
          of: Int32(neuron.strengths[axonType]), toByteOffset: 4 * (lanes * axonType + lane), as: Int32.self)
      }
    }
  }

  /// Eight numbers as C gives them to Swift.
  private typealias Lanes = (Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32)
}
