import NeuroFabric

/// Input spikes as a table: a header `tick,core,axon`, then one spike a line. Lines that begin with `#` and empty
/// lines are left out; the spikes may come in any order.
public enum InputSpikeFile {
  /// - Parameter image: what the spikes go into; each must name an axon of it.
  /// - Throws: `FormatError` with the line and column.
  public static func read(_ path: String, for image: ChipImage, limit: Int = 4 << 30) throws -> [InputSpike] {
    var reader = InputSpikeReader(file: path, image: image)
    var lines = TextLines(try FileReading.bytes(ofFile: path, limit: limit, allowsPipe: true))
    while let line = lines.next() { try reader.read(line, number: lines.number) }
    guard reader.hasHeader else { throw FormatError(file: path, message: ProgramWording.noTableHeader) }
    return reader.spikes.inOrder
  }
}

private struct InputSpikeReader {
  let file: String
  let image: ChipImage
  var hasHeader = false
  var spikes: [InputSpike] = []

  private static let comma = UInt8(ascii: ",")

  mutating func read(_ line: ArraySlice<UInt8>, number: Int) throws {
    let content = line.trimmed
    if content.isEmpty || content.first == UInt8(ascii: "#") { return }
    if hasHeader { return spikes.append(try spike(line, number: number)) }
    let names = content.split(separator: Self.comma, omittingEmptySubsequences: false).map(\.trimmed.shown)
    guard names == ["tick", "core", "axon"] else {
      throw FormatError(
        file: file, line: number, column: line.column(of: content.startIndex),
        message: ProgramWording.tableHeader(content.shown))
    }
    hasHeader = true
  }

  private func spike(_ line: ArraySlice<UInt8>, number: Int) throws -> InputSpike {
    let fields = line.split(separator: Self.comma, maxSplits: 3, omittingEmptySubsequences: false)
    guard fields.count == 3 else {
      let found = line.count { $0 == Self.comma } + 1
      // The first field too many, or the end of the line.
      let place = fields.count > 3 ? fields[3].startIndex : line.endIndex
      throw FormatError(
        file: file, line: number, column: line.column(of: place), message: ProgramWording.fields(found))
    }
    func fail(_ index: Int, _ message: String) -> FormatError {
      let column = line.column(of: fields[index].trimmed.startIndex)
      return FormatError(file: file, line: number, column: column, message: message)
    }
    func value(_ index: Int, _ name: String, limit: Int) throws -> Int {
      let field = fields[index].trimmed
      if let value = Self.natural(field), value <= limit { return value }
      throw fail(index, ProgramWording.notANumber(name, field.shown, limit: limit))
    }
    let spike = InputSpike(
      tick: try value(0, "tick", limit: InputSpike.ticks.upperBound),
      core: UInt32(try value(1, "core", limit: Int(UInt32.max))),
      axon: UInt32(try value(2, "axon", limit: Int(UInt32.max))))
    if let fault = image.fault(of: spike) { throw fail(fault.field, fault.message) }
    return spike
  }

  /// Decimal digits alone, at most 18 of them.
  private static func natural(_ digits: ArraySlice<UInt8>) -> Int? {
    guard (1...18).contains(digits.count) else { return nil }
    var value = 0
    for digit in digits {
      guard (48...57).contains(digit) else { return nil }
      value = value * 10 + Int(digit - 48)
    }
    return value
  }
}
