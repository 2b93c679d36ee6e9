import NeuroFabric

/// The columns and attributes of a program file, read with their checks.
struct ProgramColumns {
  let file: HDF5Reader
  let memoryLimit: Int

  func fail(_ message: String) -> FormatError { FormatError(file: file.path, message: message) }

  /// An attribute of the file that is one of a few words.
  func word<Word: RawRepresentable<String> & CaseIterable>(_ name: String, among: Word.Type) throws -> Word {
    let text = try file.text(name)
    guard let word = Word(rawValue: text) else {
      throw fail(ProgramWording.unknown(name, text, known: Word.allCases.map(\.rawValue)))
    }
    return word
  }

  /// An attribute of the file that is a number.
  func number(_ name: String, of object: String = "/", most: Int) throws -> Int {
    let value: UInt64 = try file.attribute(name, of: object)
    guard value <= UInt64(most) else { throw fail(ProgramWording.attributeRange(name, value, most: most)) }
    return Int(value)
  }

  /// A column that has as many values as `source` ask for.
  func column<Number: HDF5Number>(
    _ name: String, _ type: Number.Type = Number.self, count: Int, from source: String
  ) throws -> HDF5SlabReader<Number> {
    let column = try HDF5SlabReader<Number>(file, name)
    guard column.count == count else {
      throw fail(ProgramWording.count(name, column.count, needed: count, from: source))
    }
    return column
  }

  /// The length of a column that others follow.
  func length<Number: HDF5Number>(of name: String, _ type: Number.Type, limit: Int) throws -> Int {
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
