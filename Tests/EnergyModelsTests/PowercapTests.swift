import Foundation
import HostMeters
import Testing

/// A tree of the shape of /sys/class/powercap, in a folder of its own.
private final class FakeTree: Sendable {
  let root: String

  init() throws {
    root = NSTemporaryDirectory() + "/powercap-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func zone(_ path: String, name: String, range: UInt64, energy: UInt64) throws {
    try FileManager.default.createDirectory(atPath: root + "/" + path, withIntermediateDirectories: true)
    try write(name + "\n", path + "/name")
    try write("\(range)\n", path + "/max_energy_range_uj")
    try set(path, energy)
  }

  func set(_ path: String, _ energy: UInt64) throws { try write("\(energy)\n", path + "/energy_uj") }

  func write(_ text: String, _ path: String) throws {
    try text.write(toFile: root + "/" + path, atomically: false, encoding: .utf8)
  }
}

@Suite("Powercap meter")
struct PowercapTests {
  @Test("sums sockets, keeps domains apart, counts a zone that is listed twice once")
  func domains() throws {
    let tree = try FakeTree()
    try tree.zone("intel-rapl:0", name: "package-0", range: 1 << 38, energy: 5_000_000)
    try tree.zone("intel-rapl:1", name: "package-1", range: 1 << 38, energy: 1_000_000)
    for path in ["intel-rapl:0:0", "intel-rapl:0/intel-rapl:0:0"] {
      try tree.zone(path, name: "core", range: 1 << 38, energy: 0)
    }
    try tree.zone("intel-rapl:1/intel-rapl:1:0", name: "dram", range: 1 << 38, energy: 0)
    try tree.zone("intel-rapl-mmio:0", name: "package-0", range: 1 << 38, energy: 0)
    var meter = PowercapMeter(root: tree.root)
    #expect(meter.isAvailable)
    meter.start()
    try tree.set("intel-rapl:0", 7_000_000)
    try tree.set("intel-rapl:1", 1_500_000)
    try tree.set("intel-rapl:0:0", 250_000)
    try tree.set("intel-rapl:1/intel-rapl:1:0", 125_000)
    let reading = meter.stop()
    #expect(reading.joules(.package) == 2.5)
    #expect(reading.joules(.core) == 0.25)
    #expect(reading.joules(.dram) == 0.125)
    #expect(reading.joules(.psys) == nil)
    #expect((reading.watts(.package) ?? 0) > 0)
  }

  @Test("adds up across wraps of the counter when sampled between them")
  func wraps() throws {
    let tree = try FakeTree()
    try tree.zone("intel-rapl:0", name: "package-0", range: 999_999, energy: 900_000)
    var meter = PowercapMeter(root: tree.root)
    meter.start()
    for energy: UInt64 in [400_000, 950_000, 100_000] {
      try tree.set("intel-rapl:0", energy)
      meter.sample()
    }
    // 0.5 J over the first wrap, 0.55 J, 0.15 J over the second.
    #expect(abs((meter.stop().joules(.package) ?? 0) - 1.2) < 1e-9)
  }

  @Test("says not measured, and why, where there is no counter")
  func absent() throws {
    let tree = try FakeTree()
    var meter = PowercapMeter(root: tree.root)
    #expect(!meter.isAvailable)
    guard case .notMeasured(let reason) = meter.stop() else {
      Issue.record("a reading without a counter")
      return
    }
    #expect(reason.contains(tree.root) && reason.contains("no energy counter"))
    #expect(PowercapMeter(root: tree.root + "/missing").isAvailable == false)
  }

  @Test("stops measuring when a counter breaks, and starts again with it")
  func broken() throws {
    let tree = try FakeTree()
    try tree.zone("intel-rapl:0", name: "package-0", range: 1000, energy: 1)
    var meter = PowercapMeter(root: tree.root)
    meter.start()
    try tree.write("nonsense", "intel-rapl:0/energy_uj")
    guard case .notMeasured(let reason) = meter.stop() else {
      Issue.record("a reading of nonsense")
      return
    }
    #expect(reason.contains("does not hold a number"))
    try tree.set("intel-rapl:0", 3)
    meter.start()
    try tree.set("intel-rapl:0", 5)
    #expect(meter.stop().joules(.package) == 2e-6)
  }

  @Test("explains a counter that only root may read", .enabled(if: getuid() != 0, "root may read everything"))
  func permission() throws {
    let tree = try FakeTree()
    try tree.zone("intel-rapl:0", name: "package-0", range: 1000, energy: 1)
    chmod(tree.root + "/intel-rapl:0/energy_uj", 0)
    var meter = PowercapMeter(root: tree.root)
    #expect(!meter.isAvailable)
    guard case .notMeasured(let reason) = meter.stop() else {
      Issue.record("a reading without permission")
      return
    }
    #expect(reason.contains("no permission") && reason.contains("chmod o+r"))
  }

  @Test("idle energy is measured for the stated time and taken off")
  func idle() throws {
    let tree = try FakeTree()
    try tree.zone("intel-rapl:0", name: "package-0", range: 1 << 38, energy: 1)
    var meter = PowercapMeter(root: tree.root)
    guard case .measured(let joules, let seconds) = meter.measureIdle(seconds: 0.05) else {
      Issue.record("no idle reading")
      return
    }
    #expect(joules[.package] == 0)
    #expect(seconds >= 0.05)
    let net = NetEnergy(
      gross: .measured([.package: 50], seconds: 10), idle: .measured([.package: 4], seconds: 2))
    #expect(net.joules(.package) == 30)
    #expect(net.joules(.dram) == nil)
    #expect(NetEnergy(gross: .notMeasured("x"), idle: net.idle).joules(.package) == nil)
  }
}

@Suite("The computer itself")
struct MachineTests {
  @Test("time moves forward and use grows")
  func clock() {
    let before = MonotonicTime.now
    let use = ProcessUse.now
    #expect(use.peakMemory > 1 << 20)
    #expect(use.userSeconds + use.systemSeconds > 0)
    #expect(before.secondsAgo >= 0 && before <= .now)
  }

  @Test("the processor's model comes from its list, or is unknown")
  func machine() throws {
    let path = NSTemporaryDirectory() + "/cpuinfo-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    try "processor : 0\nmodel\t\t: 7\nmodel name\t: Test CPU : 3 GHz\nmodel name\t: Other\n"
      .write(toFile: path, atomically: false, encoding: .utf8)
    let machine = Machine.current(cpuinfo: path)
    #expect(machine.processor == "Test CPU : 3 GHz")
    #expect(machine.cores >= 1)
    #expect(machine.kernel.hasPrefix("Linux "))
    #expect(Machine.current(cpuinfo: path + "-missing").processor == nil)
  }
}
