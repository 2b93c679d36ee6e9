/// Gives the values of one array in order, reading them slab by slab.
final class HDF5SlabReader<Number: HDF5Number> {
  /// Values in the array.
  let count: Int
  private let reader: HDF5Reader
  private let name: String
  /// Values of the array before `slab`.
  private var start = 0
  private var slab: [Number] = []
  private var position = 0

  /// Index in the array of the value given last.
  var index: Int { start + position - 1 }

  init(_ reader: HDF5Reader, _ name: String) throws {
    count = try reader.count(of: name, as: Number.self)
    self.reader = reader
    self.name = name
  }

  /// The next value. The caller knows that there is one: it has compared `count` with what it needs.
  func next() throws -> Number {
    if position == slab.count { try fill() }
    defer { position += 1 }
    return slab[position]
  }

  func next(_ number: Int) throws -> [Number] {
    var values: [Number] = []
    values.reserveCapacity(number)
    while values.count < number {
      if position == slab.count { try fill() }
      let taken = min(slab.count - position, number - values.count)
      values += slab[position..<position + taken]
      position += taken
    }
    return values
  }

  private func fill() throws {
    start += slab.count
    precondition(start < count, "\(name) has only \(count) values")
    try reader.values(of: name, from: start, count: min(HDF5Slab.length, count - start), into: &slab)
    position = 0
  }
}
