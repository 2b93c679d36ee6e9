import MarkovChains

/// Reads a chain from CSV: a header that names the columns `from`, `to`, `probability` and perhaps `dx`,
/// `dy`, then one step a line.
///
/// A state is a whole number from 0, or a name. Names that no remark numbers take the numbers after the
/// largest one in the file, in order of first appearance.
struct ChainTableReader {
  let file: String
  let options: ChainFileOptions
  private var header: ChainHeader
  private var columns: [String] = []
  private var steps: [Step] = []
  private var newNames: [String] = []

  /// A step whose states are numbers, or -1 - k for the k-th new name.
  private struct Step {
    var from: Int
    var to: Int
    var probability: Double
    var displacement: SIMD2<Double>?
    var line: Int
    var column: Int
  }

  private static let requiredColumns = ["from", "to", "probability"]
  private static let knownColumns = requiredColumns + ["dx", "dy"]

  init(file: String, options: ChainFileOptions) {
    self.file = file
    self.options = options
    header = ChainHeader(file: file)
  }

  mutating func read(_ bytes: [UInt8]) throws -> MarkovChain {
    var lines = TextLines(bytes)
    while let line = lines.next() {
      let content = line.trimmed
      if content.starts(with: "#!".utf8) {
        try header.take(content.dropFirst(2), line: lines.number, maximumStates: options.maximumStates)
      } else if !content.isEmpty, content.first != UInt8(ascii: "#") {
        try take(line, number: lines.number)
      }
    }
    guard !columns.isEmpty else { throw fail(1, nil, ChainFileWording.missingColumn("from")) }
    guard !steps.isEmpty else { throw fail(lines.number, nil, ChainFileWording.noSteps) }
    try header.checkEnd(lines)
    return try assemble()
  }

  private mutating func take(_ line: ArraySlice<UInt8>, number: Int) throws {
    let fields: [TextField]
    do {
      fields = try TableFields.split(line)
    } catch {
      throw fail(number, error.column, error.message)
    }
    if columns.isEmpty {
      try takeHeader(fields, number: number)
    } else {
      try takeStep(fields, number: number)
    }
  }

  private mutating func takeHeader(_ fields: [TextField], number: Int) throws {
    for field in fields {
      let name = field.text.lowercased()
      guard Self.knownColumns.contains(name) else {
        let message = Wording.unknown("column", field.text, known: Self.knownColumns)
        throw fail(number, field.column, message)
      }
      guard !columns.contains(name) else {
        throw fail(number, field.column, ChainFileWording.repeatedColumn(name))
      }
      columns.append(name)
    }
    for name in Self.requiredColumns where !columns.contains(name) {
      throw fail(number, nil, ChainFileWording.missingColumn(name))
    }
  }

  private mutating func takeStep(_ fields: [TextField], number: Int) throws {
    guard fields.count == columns.count else {
      throw fail(number, nil, ChainFileWording.columns(fields.count, expected: columns.count))
    }
    func field(_ name: String) -> TextField? { columns.firstIndex(of: name).map { fields[$0] } }
    let probabilityField = field("probability")!
    guard let probability = TextNumber.double(probabilityField.text) else {
      let message = ChainFileWording.badProbability(probabilityField.text)
      throw fail(number, probabilityField.column, message)
    }
    let dx = try displacement("dx", field("dx"), number: number)
    let dy = try displacement("dy", field("dy"), number: number)
    let hasDisplacement = dx != nil || dy != nil
    steps.append(
      Step(
        from: try state(field("from")!, number: number), to: try state(field("to")!, number: number),
        probability: probability,
        displacement: hasDisplacement ? SIMD2(dx ?? 0, dy ?? 0) : nil,
        line: number, column: probabilityField.column))
  }

  private func displacement(_ name: String, _ field: TextField?, number: Int) throws -> Double? {
    guard let field, !field.text.isEmpty else { return nil }
    guard let value = TextNumber.double(field.text) else {
      throw fail(number, field.column, ChainFileWording.badDisplacement(name, field.text))
    }
    return value
  }

  /// The state's number, or -1 - k for the k-th new name.
  private mutating func state(_ field: TextField, number: Int) throws -> Int {
    let text = field.text
    guard !text.isEmpty else { throw fail(number, field.column, ChainFileWording.emptyState) }
    if TextNumber.isNatural(text) {
      guard let value = Int(text), value < options.maximumStates else {
        let message = ChainFileWording.stateTooLarge(text, limit: options.maximumStates)
        throw fail(number, field.column, message)
      }
      return value
    }
    guard TextNumber.double(text) == nil, ChainHeader.isWritable(text) else {
      throw fail(number, field.column, ChainFileWording.badState(text))
    }
    if let known = header.numbersByName[text] { return known }
    newNames.append(text)
    header.numbersByName[text] = -newNames.count
    return -newNames.count
  }

  private mutating func assemble() throws -> MarkovChain {
    let largest = steps.reduce(-1) { max($0, $1.from, $1.to) }
    let firstNew = max(largest, header.names.keys.max() ?? -1) + 1
    for (offset, name) in newNames.enumerated() { header.names[firstNew + offset] = name }
    var assembler = ChainAssembler(file: file, options: options, names: header.names, firstNumber: 0)
    for step in steps {
      try assembler.add(
        from: step.from < 0 ? firstNew - 1 - step.from : step.from,
        to: step.to < 0 ? firstNew - 1 - step.to : step.to,
        probability: step.probability, displacement: step.displacement,
        line: step.line, column: step.column)
    }
    return try assembler.chain(header: header)
  }

  private func fail(_ line: Int?, _ column: Int?, _ message: String) -> FormatError {
    FormatError(file: file, line: line, column: column, message: message)
  }
}
