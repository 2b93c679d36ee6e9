import Glibc

/// The computer, in the words that a result needs. Unknown parts are nil.
public struct Machine: Hashable, Sendable {
  /// Processor model, as the system names it.
  public var processor: String?
  /// Processors that are online.
  public var cores: Int
  /// Kernel name and release, such as "Linux 6.1.0".
  public var kernel: String
  /// Machine architecture, such as "x86_64".
  public var architecture: String

  /// This computer.
  ///
  /// - Parameter cpuinfo: path of the processor list.
  public static func current(cpuinfo: String = "/proc/cpuinfo") -> Machine {
    var names = utsname()
    uname(&names)
    return Machine(
      processor: (try? SystemFile.read(cpuinfo)).flatMap(processorModel),
      cores: max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))),
      kernel: text(of: names.sysname) + " " + text(of: names.release), architecture: text(of: names.machine))
  }

  /// The first `model name` of a processor list (x86), or its `Model` (ARM boards).
  static func processorModel(in list: String) -> String? {
    for key in ["model name", "Model"] {
      for line in list.split(separator: "\n") where line.hasPrefix(key) {
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, SystemFile.trimmed(parts[0]) == key else { continue }
        return SystemFile.trimmed(parts[1])
      }
    }
    return nil
  }

  /// A fixed-size C array of characters as text.
  private static func text<Field>(of field: Field) -> String {
    withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}

extension Machine: CustomStringConvertible {
  /// "AMD EPYC, 2 cores, x86_64, Linux 6.1.0".
  public var description: String {
    "\(processor ?? "unknown processor"), \(cores) core\(cores == 1 ? "" : "s"), \(architecture), \(kernel)"
  }
}
