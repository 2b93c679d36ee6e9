import Glibc

/// Reads the energy counters of the processor (RAPL, through Linux powercap).
///
/// The counters wrap after minutes to hours; `sample` must be called more often than that, and adds up what
/// it saw. Package counters of several sockets are summed.
public struct PowercapMeter: Sendable {
  public static let systemRoot = "/sys/class/powercap"

  private let zones: [PowercapZone]
  private var previous: [UInt64] = []
  private var microjoules: [UInt64] = []
  private var started = MonotonicTime.now
  private var failure: String?

  /// Finds the counters under `root`.
  ///
  /// - Parameter root: `systemRoot`, or a tree of the same shape.
  public init(root: String = PowercapMeter.systemRoot) {
    zones = Self.zones(under: root)
    if zones.isEmpty { failure = Self.absent(root) }
    start()
  }

  /// Whether readings will be measurements; if not, `stop` says why.
  public var isAvailable: Bool { failure == nil }

  /// Begins a stretch of time from zero.
  public mutating func start() {
    guard !zones.isEmpty else { return }
    failure = nil
    microjoules = Array(repeating: 0, count: zones.count)
    previous = counters() ?? []
    started = .now
  }

  /// Takes an intermediate reading, so that no counter wraps twice unseen.
  public mutating func sample() {
    guard failure == nil, let now = counters() else { return }
    for (index, zone) in zones.enumerated() {
      microjoules[index] += zone.difference(from: previous[index], to: now[index])
    }
    previous = now
  }

  /// Ends the stretch: joules since `start`.
  public mutating func stop() -> MeterReading {
    sample()
    if let failure { return .notMeasured(failure) }
    var joules: [EnergyDomain: Double] = [:]
    for (zone, value) in zip(zones, microjoules) { joules[zone.domain, default: 0] += Double(value) * 1e-6 }
    return .measured(joules, seconds: started.secondsAgo)
  }

  /// Measures the computer at rest by doing nothing for `seconds`.
  ///
  /// - Parameter seconds: 0 ... 3600; values outside are clamped. Take 2 or more: counters tick about once a
  ///   millisecond.
  public mutating func measureIdle(seconds: Double) -> MeterReading {
    guard isAvailable else { return stop() }
    start()
    MonotonicTime.sleep(seconds: seconds)
    return stop()
  }

  private mutating func counters() -> [UInt64]? {
    var values: [UInt64] = []
    for zone in zones {
      do {
        values.append(try zone.read())
      } catch {
        failure = Self.unreadable(zone.energyPath, error)
        return nil
      }
    }
    return values
  }

  /// Top zones and their parts; the same counters appear a second time under `intel-rapl-mmio`, which is left
  /// out.
  private static func zones(under root: String) -> [PowercapZone] {
    let top = SystemFile.names(in: root).filter { $0.hasPrefix("intel-rapl:") }
    let nested = top.flatMap { zone in
      SystemFile.names(in: "\(root)/\(zone)").filter { $0.hasPrefix("intel-rapl:") }.map { "\(zone)/\($0)" }
    }
    // The system lists parts beside their wholes as well as inside them.
    let inside = nested.filter { part in !top.contains(String(part.split(separator: "/")[1])) }
    return (top + inside).compactMap { PowercapZone(folder: "\(root)/\($0)") }
  }

  private static func absent(_ root: String) -> String {
    "this computer shows no energy counter under \(root) (most virtual machines and containers show none); "
      + "run on the bare machine, with the kernel module intel_rapl_msr, to measure"
  }

  private static func unreadable(_ path: String, _ failure: SystemFile.Failure) -> String {
    switch failure {
    case .system(EACCES), .system(EPERM):
      "no permission to read \(path) (only root may, since Linux 5.10); run as root, or let others read it: "
        + "sudo chmod o+r \(path)"
    case .system(let code): "cannot read \(path): \(String(cString: strerror(code)))"
    case .notText: "\(path) does not hold a number"
    }
  }
}
