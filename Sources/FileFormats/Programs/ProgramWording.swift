/// The texts of errors in program files and their inputs.
enum ProgramWording {
  static func range(_ what: String, _ value: Int, in allowed: ClosedRange<Int>) -> String {
    "\(what) is \(value), allowed are \(allowed.lowerBound)...\(allowed.upperBound)"
  }

  /// An index beyond the `count` things of a place.
  static func none(_ what: String, _ value: Int, of count: Int, on place: String? = nil) -> String {
    let whole = place.map { " on \($0)" } ?? ""
    return count == 0
      ? "\(what) is \(value), but there is none\(whole)"
      : "\(what) is \(value), allowed\(whole) are 0...\(count - 1)"
  }

  static func notAProgram(_ format: String) -> String {
    "is not a fabric program: its format is \(Wording.quoted(format)), not \(Wording.quoted(ProgramFormat.name))"
  }

  static func version(_ found: UInt64) -> String {
    "is a fabric program of version \(found); this program reads version \(ProgramFormat.version)"
  }

  static func unknown(_ what: String, _ value: String, known: [String]) -> String {
    "the attribute \(what) is \(Wording.quoted(value)); allowed are \(Wording.list(known))"
  }

  static func attributeRange(_ name: String, _ value: UInt64, in allowed: ClosedRange<Int>) -> String {
    "the attribute \(Wording.quoted(name)) is \(value), allowed are \(allowed.lowerBound)...\(allowed.upperBound)"
  }

  static func count(_ name: String, _ count: Int, needed: Int, from source: String) -> String {
    "the dataset \(Wording.quoted(name)) has \(Wording.count(count, "value")); \(source) ask for \(needed)"
  }

  static func tooMany(_ name: String, _ count: Int, limit: Int) -> String {
    "the dataset \(Wording.quoted(name)) has \(count) values; at most \(limit) are read"
  }

  static func value(
    _ name: String, at index: Int, _ value: some BinaryInteger, in allowed: ClosedRange<Int>
  ) -> String {
    "\(name)[\(index)] is \(value), allowed are \(allowed.lowerBound)...\(allowed.upperBound)"
  }

  static func padding(core: Int, neurons: Int) -> String {
    "crossbar/words of core \(core) have bits set beyond its \(neurons) neurons"
  }

  static func memory(_ bytes: Int, limit: Int) -> String {
    "the network takes \(bytes) bytes of memory; at most \(limit) are used on this machine"
  }

  static func tableHeader(_ found: String) -> String {
    "the header is \(Wording.quoted(found)); needed: tick,core,axon"
  }

  static let noTableHeader = "has no header; needed: tick,core,axon"

  static func fields(_ found: Int) -> String {
    "has \(Wording.count(found, "field")), needed are 3: tick,core,axon"
  }

  static func notANumber(_ field: String, _ text: String, limit: Int) -> String {
    "\(field) is \(Wording.quoted(text)), which is no whole number from 0 to \(limit)"
  }
}
