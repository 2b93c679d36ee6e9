import NeuroFabric

/// The columns and attributes of a program file, read with their checks.
struct ProgramColumns {
  let file: HDF5Reader
  let memoryLimit: Int
  private let known = KnownNames()

  /// The names that were asked for: all that the format knows.
  private final class KnownNames {
    /// The names of columns, by group.
    var columns: [String: Set<String>] = [:]
    /// The names of attributes, by group.
    var attributes: [String: Set<String>] = [:]
  }

  init(file: HDF5Reader, memoryLimit: Int) {
    (self.file, self.memoryLimit) = (file, memoryLimit)
  }

  func fail(_ message: String) -> FormatError { FormatError(file: file.path, message: message) }

  func text(_ name: String) throws -> String {
    known.attributes["/", default: []].insert(name)
    return try file.text(name)
  }

  func attribute<Number: HDF5Number>(_ name: String, of object: String = "/") throws -> Number {
    known.attributes[object, default: []].insert(name)
    return try file.attribute(name, of: object)
  }

  /// An attribute of the file that is one of a few words.
  func word<Word: RawRepresentable<String> & CaseIterable>(_ name: String, among: Word.Type) throws -> Word {
    let text = try self.text(name)
    guard let word = Word(rawValue: text) else {
      throw fail(ProgramWording.unknown(name, text, known: Word.allCases.map(\.rawValue)))
    }
    return word
  }

  /// An attribute of the file that is a number.
  func number(_ name: String, of object: String = "/", in allowed: ClosedRange<Int>) throws -> Int {
    let value: UInt64 = try attribute(name, of: object)
    guard let number = Int(exactly: value), allowed.contains(number) else {
      throw fail(ProgramWording.attributeRange(name, value, in: allowed))
    }
    return number
  }

  /// Whether a group that may be missing is there.
  func has(_ group: String) -> Bool {
    known.columns[group, default: []].formUnion([])
    return file.exists(group)
  }

  /// Whether any of the columns of a group that may be missing is there.
  func has(anyOf names: [String], in group: String) -> Bool {
    known.columns[group, default: []].formUnion(names)
    return names.contains { file.exists(group + "/" + $0) }
  }

  private func know(_ column: String) {
    let parts = column.split(separator: "/", maxSplits: 1).map(String.init)
    known.columns[parts[0], default: []].insert(parts[1])
  }

  /// A column that has as many values as `source` ask for.
  func column<Number: HDF5Number>(
    _ name: String, _ type: Number.Type = Number.self, count: Int, from source: String
  ) throws -> HDF5SlabReader<Number> {
    know(name)
    let column = try HDF5SlabReader<Number>(file, name)
    guard column.count == count else {
      throw fail(ProgramWording.count(name, column.count, needed: count, from: source))
    }
    return column
  }

  /// The length of a column that others follow.
  func length<Number: HDF5Number>(of name: String, _ type: Number.Type, limit: Int) throws -> Int {
    know(name)
    let count = try file.count(of: name, as: Number.self)
    guard count <= limit else { throw fail(ProgramWording.tooMany(name, count, limit: limit)) }
    return count
  }

  /// How many entries belong to each owner, each at most `limit`, and how many in all.
  func counts(_ name: String, owners: Int, from source: String, limit: Int) throws -> (each: [Int], all: Int)
  {
    let column = try column(name, UInt32.self, count: owners, from: source)
    var (each, all) = ([Int](), 0)
    each.reserveCapacity(owners)
    for index in 0..<owners {
      let count = Int(try column.next())
      guard count <= limit else { throw fail(ProgramWording.value(name, at: index, count, in: 0...limit)) }
      each.append(count)
      all += count
    }
    return (each, all)
  }

  /// Refuses groups, columns and attributes that nobody asked for: misspelt, they would be ignored. Attributes
  /// without a small letter are what HDF5 libraries note down for themselves.
  func refuseUnknown() throws {
    try refuseUnknownAttributes(of: "/")
    for group in try file.names() {
      guard let columns = known.columns[group] else {
        throw fail(Wording.unknown("group", group, known: known.columns.keys.sorted()))
      }
      try refuseUnknownAttributes(of: group)
      for name in try file.names(in: group) where !columns.contains(name) {
        throw fail("\(group): " + Wording.unknown("column", name, known: columns.sorted()))
      }
    }
  }

  private func refuseUnknownAttributes(of group: String) throws {
    let attributes = known.attributes[group] ?? []
    for name in try file.attributeNames(of: group) where !attributes.contains(name) {
      guard name.contains(where: \.isLowercase) else { continue }
      let place = group == "/" ? "" : "\(group): "
      throw fail(place + Wording.unknown("attribute", name, known: attributes.sorted()))
    }
  }

  /// The meaning of a code.
  func decode<Code: ProgramCode>(_ code: UInt8, _ name: String, at index: Int) throws -> Code {
    guard let value = Code(rawValue: code) else {
      throw fail(ProgramWording.value(name, at: index, Int(code), in: 0...Code.allCases.count - 1))
    }
    return value
  }

  /// Refuses a network of more bytes than may be used, before memory is taken for it.
  func checkMemory(_ bytes: Int) throws {
    guard bytes <= memoryLimit else { throw fail(ProgramWording.memory(bytes, limit: memoryLimit)) }
  }
}

extension HDF5Writer {
  /// A column with one value for each of `count` elements.
  func column<Element, Number: HDF5Number>(
    _ name: String, _ elements: some Sequence<Element>, count: Int, compression: Int = 1,
    _ value: (Element) -> Number
  ) throws {
    let column = try slabs(name, of: Number.self, count: count, compression: compression)
    try withoutActuallyEscaping(value) { try column.append(contentsOf: elements.lazy.map($0)) }
    try column.finish()
  }
}
