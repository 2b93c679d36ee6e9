import Instrumentation
import NeuroFabric

/// A record as tables in a folder: `outputs.csv`, `cores.csv`, `links.csv`, and for what was probed `spikes.csv`
/// and `potentials.csv`. See Documentation/Formats/recording.md.
public enum RecordingTables {
  /// The names of all files that `write` may make.
  public static let names = headers.map(\.name)

  private static let headers: [(name: String, columns: String)] = [
    ("outputs.csv", "tick,port"), ("spikes.csv", "tick,core,neuron"),
    ("potentials.csv", "tick,core,neuron,potential"),
    ("cores.csv", "core,x,y," + CoreLoad().named.map(\.event.rawValue).joined(separator: ",")),
    ("links.csv", "x,y,direction,packets"),
  ]

  /// Whether the file of this name in a folder is one that `write` made: it begins with the names of the columns.
  public static func isTable(_ name: String, inFolder folder: String) -> Bool {
    guard let columns = columns(of: name) else { return false }
    return FileReading.begins(folder + "/" + name, with: columns + "\n")
  }

  private static func columns(of name: String) -> String? {
    headers.first { $0.name == name }?.columns
  }

  /// - Parameter set: files with which the tables appear.
  /// - Returns: the names of the files written.
  /// - Throws: `FormatError` of kind `cannotWrite`.
  public static func write(
    _ record: EmulationRecord, toFolder folder: String, in set: FileSet
  ) throws -> [String] {
    let recording = record.recording
    var written: [String] = []
    func table(_ name: String, _ rows: (inout TableWriter) throws -> Void) throws {
      let file = try AtomicFile(path: folder + "/" + name, in: set)
      var table = try TableWriter(file, header: columns(of: name)!)
      try rows(&table)
      try table.finish()
      written.append(name)
    }
    try table("outputs.csv") { table in
      for output in recording.outputs { try table.row([output.tick, Int(output.port)]) }
    }
    if recording.probes.spikes != .some([]) {
      try table("spikes.csv") { table in
        for spike in recording.spikes { try table.row([spike.tick, Int(spike.core), Int(spike.neuron)]) }
      }
    }
    if !recording.probes.potentials.isEmpty {
      try table("potentials.csv") { try potentials(recording, to: &$0) }
    }
    try table("cores.csv") { table in
      for (index, core) in record.cores.enumerated() {
        try table.row([index, core.place.x, core.place.y] + core.load.named.map { Int(clamping: $0.count) })
      }
    }
    try table("links.csv") { table in
      for (link, packets) in record.links {
        try table.row("\(link.from.x),\(link.from.y),\(link.direction.rawValue),\(packets)")
      }
    }
    return written
  }

  private static func potentials(_ recording: FabricRecording, to table: inout TableWriter) throws {
    let probes = recording.probes.potentials
    for (row, tick) in recording.potentialTicks.enumerated() {
      for (column, neuron) in probes.enumerated() {
        let value = recording.potentials[row * probes.count + column]
        try table.row([tick, neuron.core, neuron.neuron, Int(value)])
      }
    }
  }
}

/// Writes lines of a table, a megabyte at a time.
private struct TableWriter {
  private let file: AtomicFile
  private var waiting: [UInt8] = []

  init(_ file: AtomicFile, header: String) throws {
    self.file = file
    waiting.reserveCapacity(1 << 20 + 1 << 10)
    try row(header)
  }

  mutating func row(_ text: String) throws {
    waiting += text.utf8
    try end()
  }

  mutating func row(_ numbers: [Int]) throws {
    for (index, number) in numbers.enumerated() {
      if index > 0 { waiting.append(UInt8(ascii: ",")) }
      append(number)
    }
    try end()
  }

  func finish() throws {
    try file.write(waiting)
    try file.commit()
  }

  private mutating func append(_ number: Int) {
    if number < 0 { waiting.append(UInt8(ascii: "-")) }
    let start = waiting.count
    var rest = number.magnitude
    repeat {
      waiting.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    waiting[start...].reverse()
  }

  private mutating func end() throws {
    waiting.append(UInt8(ascii: "\n"))
    guard waiting.count >= 1 << 20 else { return }
    try file.write(waiting)
    waiting.removeAll(keepingCapacity: true)
  }
}
