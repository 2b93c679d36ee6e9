import HostMeters

extension HostEnergy {
  /// Package and memory joules of a reading, added up where both are metered.
  init(_ reading: MeterReading) {
    switch reading {
    case .notMeasured(let reason):
      self = .notMeasured(reason: reason)
    case .measured:
      let package = reading.joules(.package)
      let memory = reading.joules(.dram)
      guard let package else {
        self = .notMeasured(reason: "the machine has no package counter")
        return
      }
      self = .measured(
        joules: package + (memory ?? 0),
        source: memory == nil ? "powercap: package" : "powercap: package and memory")
    }
  }
}
