import MarkovChains

/// What a chain file says of its chain beside the steps, in remarks that other tools skip as comments:
///
///     spikewalk-chain 1
///     states 12 transitions 40
///     space torus 4 3 1.0
///     name 11 escaped
///
/// The CSV writes `#!` before each, Matrix Market `%!`.
struct ChainHeader {
  var file: String
  var space: StateSpace?
  var names: [Int: String] = [:]
  var numbersByName: [String: Int] = [:]
  var stateCount: Int?
  var transitionCount: Int?

  init(file: String) { self.file = file }

  init(of chain: MarkovChain, file: String) {
    self.file = file
    space = chain.space
    names = chain.names
    stateCount = chain.stateCount
    transitionCount = chain.transitionCount
  }

  // MARK: Writing

  /// Refuses what the remarks cannot hold.
  func check() throws {
    var seen: Set<String> = []
    for (state, name) in names.sorted(by: { $0.key < $1.key }) {
      guard let stateCount, (0..<stateCount).contains(state) else {
        throw FormatError(
          file: file, message: ChainFileWording.strayName(state, count: stateCount ?? 0, first: 0))
      }
      guard Self.isWritable(name) else {
        throw FormatError(file: file, message: ChainFileWording.unwritableName(name))
      }
      guard seen.insert(name).inserted else {
        throw FormatError(file: file, message: ChainFileWording.repeatedName(name))
      }
    }
  }

  /// Spaces and tabs at the ends of a name would be lost with the line.
  static func isWritable(_ name: String) -> Bool {
    let scalars = name.unicodeScalars
    guard let first = scalars.first, let last = scalars.last, first != " ", last != " " else { return false }
    return scalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
  }

  /// The remarks, in order, without their mark.
  var remarks: [String] {
    var lines = ["spikewalk-chain 1"]
    if let stateCount, let transitionCount {
      lines.append("states \(stateCount) transitions \(transitionCount)")
    }
    if let space { lines.append("space " + SpaceWords.words(for: space)) }
    lines += names.sorted { $0.key < $1.key }.map { "name \($0.key) \($0.value)" }
    return lines
  }

  // MARK: Reading

  /// Takes in one remark, given without its mark.
  mutating func take(_ remark: ArraySlice<UInt8>, line: Int, maximumStates: Int) throws {
    let bad = FormatError(file: file, line: line, message: ChainFileWording.badRemark(remark.trimmed.shown))
    guard let text = String(validating: remark.trimmed, as: UTF8.self) else { throw bad }
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    switch (words[0], words.count) {
    case ("spikewalk-chain", 2):
      guard words[1] == "1" else {
        throw FormatError(file: file, line: line, message: ChainFileWording.version(words[1]))
      }
    case ("states", 4) where words[2] == "transitions":
      guard let states = TextNumber.natural(words[1]), let steps = TextNumber.natural(words[3]) else {
        throw bad
      }
      (stateCount, transitionCount) = (states, steps)
    case ("space", 2...):
      guard let read = SpaceWords.space(Array(words.dropFirst()), maximumStates: maximumStates) else {
        throw bad
      }
      space = read
    case ("name", 3...):
      guard let state = TextNumber.natural(words[1]), state < maximumStates else { throw bad }
      try name(state, words.dropFirst(2).joined(separator: " "), line: line, error: bad)
    default: throw bad
    }
  }

  /// A file that declares how much it holds must also end its last line: a number cut short may still be a
  /// number.
  func checkEnd(_ lines: TextLines) throws {
    guard transitionCount == nil || lines.isComplete else {
      throw FormatError(file: file, line: lines.number, message: ChainFileWording.openEnd)
    }
  }

  private mutating func name(_ state: Int, _ name: String, line: Int, error bad: FormatError) throws {
    guard names[state] == nil, Self.isWritable(name) else { throw bad }
    guard numbersByName.updateValue(state, forKey: name) == nil else {
      throw FormatError(file: file, line: line, message: ChainFileWording.repeatedName(name))
    }
    names[state] = name
  }
}
