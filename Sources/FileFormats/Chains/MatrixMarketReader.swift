import MarkovChains

/// Reads a chain from the Matrix Market coordinate format (R. Boisvert, R. Pozo, K. Remington, "The Matrix
/// Market exchange formats: initial design", NISTIR 5935, 1996): `real` or `integer` values, `general`
/// symmetry.
struct MatrixMarketReader {
  let file: String
  let options: ChainFileOptions
  private var header: ChainHeader

  init(file: String, options: ChainFileOptions) {
    self.file = file
    self.options = options
    header = ChainHeader(file: file)
  }

  mutating func read(_ bytes: [UInt8]) throws -> MarkovChain {
    var lines = TextLines(bytes)
    try checkBanner(lines.next() ?? [])
    let size = try sizeLine(&lines)
    var assembler = ChainAssembler(file: file, options: options, names: header.names, firstNumber: 1)
    while let line = try content(&lines) {
      guard assembler.stepCount < size.entries else {
        throw fail(lines.number, ChainFileWording.tooManyEntries(declared: size.entries))
      }
      try entry(line, number: lines.number, states: size.states, into: &assembler)
    }
    guard assembler.stepCount == size.entries else {
      throw fail(
        lines.number, ChainFileWording.truncated(declared: size.entries, found: assembler.stepCount))
    }
    try header.checkEnd(lines)
    if let declared = header.stateCount, declared != size.states {
      throw fail(nil, ChainFileWording.count("states", declared: declared, found: size.states))
    }
    header.stateCount = size.states
    assembler.names = header.names
    return try assembler.chain(header: header)
  }

  /// The next line that is neither blank nor a comment; remarks are taken in on the way.
  private mutating func content(_ lines: inout TextLines) throws -> ArraySlice<UInt8>? {
    while let line = lines.next()?.trimmed {
      if line.starts(with: "%!".utf8) {
        try header.take(line.dropFirst(2), line: lines.number, maximumStates: options.maximumStates)
      } else if !line.isEmpty, line.first != UInt8(ascii: "%") {
        return line
      }
    }
    return nil
  }

  private func checkBanner(_ line: ArraySlice<UInt8>) throws {
    let words = line.words.map { $0.shown.lowercased() }
    guard words.count == 5, words[0] == "%%matrixmarket", words[1] == "matrix" else {
      throw fail(1, ChainFileWording.banner)
    }
    let rules = [
      ("format", words[2], ["coordinate"]), ("field", words[3], ["real", "integer"]),
      ("symmetry", words[4], ["general"]),
    ]
    for (name, value, allowed) in rules where !allowed.contains(value) {
      throw fail(1, ChainFileWording.unsupported(name, value, allowed: Wording.list(allowed)))
    }
  }

  private mutating func sizeLine(_ lines: inout TextLines) throws -> (states: Int, entries: Int) {
    guard let line = try content(&lines) else { throw fail(lines.number, ChainFileWording.sizeLine("")) }
    let numbers = line.words.compactMap { TextNumber.natural($0.shown) }
    guard line.words.count == 3, numbers.count == 3 else {
      throw fail(lines.number, ChainFileWording.sizeLine(line.shown))
    }
    guard numbers[0] == numbers[1] else {
      throw fail(lines.number, ChainFileWording.notSquare(numbers[0], numbers[1]))
    }
    guard numbers[0] <= options.maximumStates else {
      let message = ChainFileWording.tooManyStates(numbers[0], limit: options.maximumStates)
      throw fail(lines.number, message)
    }
    return (numbers[0], numbers[2])
  }

  private func entry(
    _ line: ArraySlice<UInt8>, number: Int, states: Int, into assembler: inout ChainAssembler
  ) throws {
    let words = line.words
    guard words.count == 3 else { throw fail(number, ChainFileWording.entryLine(line.shown)) }
    let from = try index(words[0].shown, number: number, states: states)
    let to = try index(words[1].shown, number: number, states: states)
    let field = words[2].shown
    let column = line.column(of: words[2].startIndex)
    guard let probability = TextNumber.double(field) else {
      throw fail(number, ChainFileWording.badProbability(field), column: column)
    }
    try assembler.add(
      from: from, to: to, probability: probability, displacement: nil, line: number, column: column)
  }

  private func index(_ text: String, number: Int, states: Int) throws -> Int {
    guard let value = TextNumber.natural(text), value >= 1, value <= states else {
      throw fail(number, ChainFileWording.badIndex(text, count: states))
    }
    return value - 1
  }

  private func fail(_ line: Int?, _ message: String, column: Int? = nil) -> FormatError {
    FormatError(file: file, line: line, column: column, message: message)
  }
}
