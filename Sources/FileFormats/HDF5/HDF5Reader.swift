internal import CHDF5

/// Reads an HDF5 file that `HDF5Writer` wrote.
///
/// The file's checksum is compared before the HDF5 library sees it: a truncated, damaged or foreign file is
/// an error and never a crash. Every method throws `FormatError`.
public final class HDF5Reader {
  public let path: String
  /// Most bytes of memory for one dataset (a small compressed file can unfold to a very large array).
  public let maximumBytes: Int
  private let file: hid_t

  /// - Parameter maximumBytes: limit for the size of the file, and of each dataset in memory.
  public init(path: String, maximumBytes: Int = 4 << 30) throws {
    self.path = path
    self.maximumBytes = maximumBytes
    let bytes = try FileReading.bytes(ofFile: path, limit: maximumBytes)
    let image = try HDF5Seal.open(bytes, file: path)
    file = HDF5Lock.hold { HDF5Image.open(image) }
    guard file >= 0 else { throw FormatError(file: path, message: HDF5Wording.notHDF5) }
  }

  /// Opens a file to be read piece by piece, whatever its size.
  ///
  /// - Parameter isSealed: whether the file must bear the seal; without it, damage may go unnoticed, or end the
  ///   HDF5 library and the process with it.
  init(piecewise path: String, isSealed: Bool) throws {
    self.path = path
    maximumBytes = .max
    if isSealed { try HDF5Seal.check(file: path) } else { try FileReading.pieces(ofFile: path) { _ in } }
    file = HDF5Lock.hold { HDF5Image.open(onDisk: path) }
    guard file >= 0 else { throw FormatError(file: path, message: HDF5Wording.notHDF5) }
  }

  deinit {
    guard file >= 0 else { return }
    HDF5Lock.hold { _ = H5Fclose(file) }
  }

  /// Whether a group or dataset of this name exists.
  public func exists(_ name: String) -> Bool {
    HDF5Lock.hold { objectExists(name) }
  }

  /// The names of groups and datasets directly inside a group, sorted.
  public func names(in group: String = "/") throws -> [String] {
    try HDF5Lock.hold {
      guard let names = memberNames(of: group) else {
        throw fail(HDF5Wording.missing("group", group, known: memberNames(of: "/") ?? []))
      }
      return names
    }
  }

  /// The extents of a dataset, last one fastest.
  public func shape(of name: String) throws -> [Int] {
    try HDF5Lock.hold { try withDataset(name) { _, shape in shape } }
  }

  /// The values of a dataset, which must hold exactly this type.
  public func dataset<Number: HDF5Number>(_ name: String, as type: Number.Type = Number.self) throws
    -> [Number]
  {
    try HDF5Lock.hold {
      try withDataset(name) { dataset, shape in
        let types = Number.hdf5Types
        guard holds(H5Dget_type(dataset), types.file) else {
          throw fail(HDF5Wording.wrongType("dataset", name, expected: Number.hdf5Name))
        }
        let count = try checkedCount(shape, size: MemoryLayout<Number>.size, name: name)
        var values = [Number](repeating: .zero, count: count)
        let status = H5Dread(dataset, types.memory, sw_h5_all(), sw_h5_all(), sw_h5_default(), &values)
        guard status >= 0 else { throw failed("read the dataset", name) }
        return values
      }
    }
  }

  /// The number of values of an array of one dimension that is to be read piece by piece.
  ///
  /// Refused are other types, chunks too large to be unpacked one at a time, and more values than what is
  /// stored can unfold to, so that the number can be trusted when memory is taken for it.
  func count<Number: HDF5Number>(of name: String, as type: Number.Type) throws -> Int {
    try HDF5Lock.hold {
      try withDataset(name) { dataset, shape in
        guard holds(H5Dget_type(dataset), Number.hdf5Types.file) else {
          throw fail(HDF5Wording.wrongType("dataset", name, expected: Number.hdf5Name))
        }
        guard shape.count == 1 else { throw fail(HDF5Wording.notOneDimension(name, rank: shape.count)) }
        let chunk = HDF5Layout.chunkLength(of: dataset).multipliedReportingOverflow(
          by: MemoryLayout<Number>.size)
        guard !chunk.overflow, chunk.partialValue <= HDF5Layout.largestChunk else {
          let shown = chunk.overflow ? "more than 2^63" : String(chunk.partialValue)
          throw fail(HDF5Wording.largeChunk(name, bytes: shown, limit: HDF5Layout.largestChunk))
        }
        let stored = H5Dget_storage_size(dataset)
        let most = stored.multipliedReportingOverflow(by: 1032)
        let needed = UInt64(shape[0]).multipliedReportingOverflow(by: UInt64(MemoryLayout<Number>.size))
        guard !needed.overflow, most.overflow || needed.partialValue <= most.partialValue else {
          throw fail(HDF5Wording.hollow(name, values: shape[0], stored: stored))
        }
        return shape[0]
      }
    }
  }

  /// The bytes that the arrays in the groups of the root say they unfold to, at most 2^60.
  func declaredBytes() -> Int {
    HDF5Lock.hold {
      let names = (memberNames(of: "/") ?? []).flatMap { group in
        (memberNames(of: group) ?? []).map { group + "/" + $0 }
      }
      let bytes = names.reduce(0.0) { sum, name in
        let size = try? withDataset(name) { dataset, shape in
          let each = HDF5Handle(id: H5Dget_type(dataset), close: H5Tclose).use { H5Tget_size($0) }
          return shape.reduce(Double(each)) { $0 * Double($1) }
        }
        return sum + (size ?? 0)
      }
      return Int(min(bytes, 0x1p60))
    }
  }

  /// The `count` values from `start` on of an array that `count(of:as:)` has seen.
  func values<Number: HDF5Number>(
    of name: String, from start: Int, count: Int, into values: inout [Number]
  ) throws {
    if values.count != count { values = [Number](repeating: .zero, count: count) }
    try HDF5Lock.hold {
      try withDataset(name) { dataset, _ in
        let status = HDF5Slab(dataset: dataset, start: start, count: count).use { memory, selection in
          H5Dread(dataset, Number.hdf5Types.memory, memory, selection, sw_h5_default(), &values)
        }
        guard status >= 0 else { throw failed("read the dataset", name) }
      }
    }
  }

  /// The texts of a dataset.
  public func strings(_ name: String) throws -> [String] {
    try HDF5Lock.hold {
      try withDataset(name) { dataset, shape in
        let count = try checkedCount(shape, size: MemoryLayout<String>.size, name: name)
        return try HDF5Handle(id: H5Dget_type(dataset), close: H5Tclose).use { type in
          guard HDF5Text.isText(type) else {
            throw fail(HDF5Wording.wrongType("dataset", name, expected: "text"))
          }
          let texts = HDF5Handle(id: H5Dget_space(dataset), close: H5Sclose).use { space in
            HDF5Text.read(count: count, type: type, space: space) {
              H5Dread(dataset, type, sw_h5_all(), sw_h5_all(), sw_h5_default(), $0)
            }
          }
          guard let texts else { throw failed("read the dataset", name) }
          return texts
        }
      }
    }
  }

  /// The names of a group's or dataset's attributes, sorted.
  public func attributeNames(of object: String = "/") throws -> [String] {
    try HDF5Lock.hold {
      try withObject(object) { id in HDF5Names.attributes(of: id) }
    }
  }

  /// A number that is an attribute, which must hold exactly this type.
  public func attribute<Number: HDF5Number>(
    _ name: String, of object: String = "/", as type: Number.Type = Number.self
  ) throws -> Number {
    try HDF5Lock.hold {
      try withAttribute(name, of: object) { attribute in
        let types = Number.hdf5Types
        guard holds(H5Aget_type(attribute), types.file), isScalar(attribute) else {
          throw fail(HDF5Wording.wrongType("attribute", name, expected: Number.hdf5Name))
        }
        var value = Number.zero
        guard H5Aread(attribute, types.memory, &value) >= 0 else { throw failed("read the attribute", name) }
        return value
      }
    }
  }

  /// A text that is an attribute.
  public func text(_ name: String, of object: String = "/") throws -> String {
    try HDF5Lock.hold {
      try withAttribute(name, of: object) { attribute in
        try HDF5Handle(id: H5Aget_type(attribute), close: H5Tclose).use { type in
          guard isScalar(attribute), HDF5Text.isText(type) || HDF5Text.isFixedText(type) else {
            throw fail(HDF5Wording.wrongType("attribute", name, expected: "text"))
          }
          guard HDF5Text.isText(type) else {
            let text = HDF5Text.readFixed(type: type) { H5Aread(attribute, type, $0) }
            guard let text else { throw failed("read the attribute", name) }
            return text
          }
          let texts = HDF5Handle(id: H5Aget_space(attribute), close: H5Sclose).use { space in
            HDF5Text.read(count: 1, type: type, space: space) { H5Aread(attribute, type, $0) }
          }
          guard let text = texts?.first else { throw failed("read the attribute", name) }
          return text
        }
      }
    }
  }

  // MARK: Inside the lock

  private func objectExists(_ name: String) -> Bool {
    guard !name.utf8.contains(0) else { return false }
    var full = ""
    for part in name.split(separator: "/") {
      full += "/" + part
      guard H5Lexists(file, full, sw_h5_default()) > 0 else { return false }
    }
    return true
  }

  private func memberNames(of group: String) -> [String]? {
    guard objectExists(group) else { return nil }
    let id = H5Gopen2(file, group, sw_h5_default())
    guard id >= 0 else { return nil }
    return HDF5Handle(id: id, close: H5Gclose).use { HDF5Names.members(of: $0) }
  }

  private func withDataset<Result>(_ name: String, _ body: (hid_t, [Int]) throws -> Result) throws -> Result {
    let id = objectExists(name) ? H5Dopen2(file, name, sw_h5_default()) : -1
    guard id >= 0 else {
      let parent = name.split(separator: "/").dropLast().joined(separator: "/")
      throw fail(HDF5Wording.missing("dataset", name, known: memberNames(of: "/" + parent) ?? []))
    }
    return try HDF5Handle(id: id, close: H5Dclose).use { dataset in
      try body(dataset, HDF5Names.shape(of: dataset))
    }
  }

  private func withObject<Result>(_ name: String, _ body: (hid_t) throws -> Result) throws -> Result {
    let id = objectExists(name) ? H5Oopen(file, name, sw_h5_default()) : -1
    guard id >= 0 else {
      throw fail(HDF5Wording.missing("group or dataset", name, known: memberNames(of: "/") ?? []))
    }
    return try HDF5Handle(id: id, close: H5Oclose).use(body)
  }

  private func withAttribute<Result>(
    _ name: String, of object: String, _ body: (hid_t) throws -> Result
  ) throws -> Result {
    try withObject(object) { id in
      let exists = !name.isEmpty && !name.utf8.contains(0) && H5Aexists(id, name) > 0
      let attribute = exists ? H5Aopen(id, name, sw_h5_default()) : -1
      guard attribute >= 0 else {
        throw fail(HDF5Wording.missing("attribute", name, known: HDF5Names.attributes(of: id)))
      }
      return try HDF5Handle(id: attribute, close: H5Aclose).use(body)
    }
  }

  private func holds(_ type: hid_t, _ expected: hid_t) -> Bool {
    HDF5Handle(id: type, close: H5Tclose).use { H5Tequal($0, expected) > 0 }
  }

  private func isScalar(_ attribute: hid_t) -> Bool {
    HDF5Handle(id: H5Aget_space(attribute), close: H5Sclose).use { H5Sget_simple_extent_npoints($0) == 1 }
  }

  private func checkedCount(_ shape: [Int], size: Int, name: String) throws -> Int {
    var bytes = size
    for extent in shape {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= maximumBytes else {
        let shown = overflow ? "more than 2^63" : String(product)
        throw fail(HDF5Wording.tooLarge(name, bytes: shown, limit: maximumBytes))
      }
      bytes = product
    }
    return bytes / size
  }

  private func failed(_ action: String, _ name: String) -> FormatError {
    fail(HDF5Wording.failed(action, name, reason: HDF5Lock.reason()))
  }

  private func fail(_ message: String) -> FormatError { FormatError(file: path, message: message) }
}
