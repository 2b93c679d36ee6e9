import Glibc
import NeuroFabric

/// The names and limits of program files; Documentation/Formats/fabric-program.md describes them.
enum ProgramFormat {
  static let name = "spikewalk-program"
  static let version: UInt64 = 1
  /// Cores of an image: four times those of the largest system built.
  static let coreLimit = 1 << 20
  /// Neurons, axons, compartments, lists of one core.
  static let perCoreLimit = 1 << 16

  /// Bytes that a network may take: three quarters of the machine's memory.
  static var memoryLimit: Int { sysconf(Int32(_SC_PHYS_PAGES)) / 4 * 3 * sysconf(Int32(_SC_PAGESIZE)) }
}

/// Numbers of a column that stand for words.
typealias ProgramCode = RawRepresentable<UInt8> & CaseIterable

/// Where a spike goes.
enum TargetKind: UInt8, CaseIterable {
  case none, axon, output
}

enum Flag: UInt8, CaseIterable {
  case off, on

  init(_ isOn: Bool) { self = isOn ? .on : .off }
}
