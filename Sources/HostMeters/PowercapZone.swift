/// One energy counter of the Linux power capping framework (kernel documentation: power/powercap).
struct PowercapZone: Hashable, Sendable {
  let domain: EnergyDomain
  let energyPath: String
  /// Microjoules at which the counter starts again from zero.
  let range: UInt64

  /// The zone in `folder` (`intel-rapl:0`, `intel-rapl:0:1`); nil if it is no energy counter that we know.
  init?(folder: String) {
    guard let name = try? SystemFile.read(folder + "/name"), let domain = Self.domain(named: name),
      let text = try? SystemFile.read(folder + "/max_energy_range_uj"), let range = UInt64(text), range > 0
    else { return nil }
    self.domain = domain
    self.range = range
    energyPath = folder + "/energy_uj"
  }

  private static func domain(named name: String) -> EnergyDomain? {
    name.hasPrefix("package") ? .package : EnergyDomain(rawValue: name)
  }

  /// The counter now, in microjoules.
  func read() throws(SystemFile.Failure) -> UInt64 {
    let text = try SystemFile.read(energyPath)
    guard let value = UInt64(text) else { throw .notText }
    return value
  }

  /// Microjoules from `earlier` to `later`, if the counter started again at most once between them. The last
  /// value before it does is `range`, so that one wrap adds range + 1.
  func difference(from earlier: UInt64, to later: UInt64) -> UInt64 {
    if later >= earlier { return later - earlier }
    let untilWrap = range >= earlier ? range - earlier : 0
    return untilWrap &+ later &+ 1
  }
}
