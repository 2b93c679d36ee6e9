import Instrumentation

/// The events of a Loihi fabric that belong to no single core.
struct LoihiTraffic: Hashable, Sendable {
  var hopsEastWest: UInt64 = 0
  var hopsNorthSouth: UInt64 = 0
  var localDeliveries: UInt64 = 0
  var chipCrossings: UInt64 = 0
  var outputSpikes: UInt64 = 0
  var inputSpikes: UInt64 = 0
  var clippedPotentials: UInt64 = 0

  /// Adds `count` messages along `route`.
  mutating func add(_ route: LoihiRoute, count: UInt64 = 1) {
    hopsEastWest += UInt64(route.hopsEastWest) * count
    hopsNorthSouth += UInt64(route.hopsNorthSouth) * count
    chipCrossings += UInt64(route.chipCrossings) * count
    if route.isLocal { localDeliveries += count }
  }
}

extension EventCounts {
  /// The counts of a Loihi fabric: what its cores did and what went between them.
  init(loads: [CoreLoad], traffic: LoihiTraffic) {
    func total(_ field: KeyPath<CoreLoad, UInt64>) -> UInt64 {
      loads.reduce(0) { $0 + $1[keyPath: field] }
    }
    self.init([
      .neuronAccess: total(\.neuronAccess),
      .neuronUpdate: total(\.neuronUpdate),
      .noiseDraw: total(\.noiseDraw),
      .spike: total(\.spike),
      .messageOut: total(\.messageOut),
      .messageIn: total(\.messageIn),
      .synapticEvent: total(\.synapticEvent),
      .hopEastWest: traffic.hopsEastWest,
      .hopNorthSouth: traffic.hopsNorthSouth,
      .localDelivery: traffic.localDeliveries,
      .chipCrossing: traffic.chipCrossings,
      .outputSpike: traffic.outputSpikes,
      .inputSpike: traffic.inputSpikes,
      .clippedPotential: traffic.clippedPotentials,
    ])
  }
}
