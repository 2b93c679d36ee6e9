internal import CHDF5

/// Writes one HDF5 file, which appears under its name, whole, when `finish` returns, or with its set.
///
/// The content is built in memory, or on the disk if asked; a temporary file in the same folder is made at once, so that a folder that
/// cannot be written to shows before a long run. A writer that is dropped unfinished leaves nothing behind.
/// Equal calls give equal bytes: no times are stored. Every method throws `FormatError` (of kind
/// `cannotWrite` for the system's failures, with its reason).
public final class HDF5Writer {
  public let path: String
  private let output: AtomicFile
  private var file: hid_t

  private let isOnDisk: Bool

  /// - Parameters:
  ///   - onDisk: build the content in the temporary file itself, for what is large beside memory.
  ///   - set: files with which this one appears.
  public init(path: String, onDisk: Bool = false, in set: FileSet? = nil) throws {
    self.path = path
    isOnDisk = onDisk
    let output = try AtomicFile(path: path, in: set)
    self.output = output
    file = HDF5Lock.hold {
      onDisk ? HDF5Image.create(onDisk: output.temporaryPath) : HDF5Image.create()
    }
    guard file >= 0 else { throw failed("create", path) }
  }

  deinit {
    guard file >= 0 else { return }
    HDF5Lock.hold { _ = H5Fclose(file) }
  }

  /// Makes a group and the groups above it, where they do not exist.
  public func group(_ name: String) throws {
    try HDF5Lock.hold { try makeGroups(try components(of: name)) }
  }

  /// Adds a text to a group or dataset, as UTF-8 of variable length.
  public func attribute(_ name: String, _ text: String, on object: String = "/") throws {
    guard !text.utf8.contains(0) else { throw fail(HDF5Wording.nullCharacter(name)) }
    try HDF5Lock.hold {
      try attribute(name, on: object, fileType: HDF5Text.makeType()) { attribute, type in
        text.withCString { pointer in
          var pointer: UnsafePointer<CChar>? = pointer
          return H5Awrite(attribute, type, &pointer)
        }
      }
    }
  }

  /// Adds a number to a group or dataset.
  public func attribute<Number: HDF5Number>(_ name: String, _ value: Number, on object: String = "/") throws {
    try HDF5Lock.hold {
      try attribute(name, on: object, fileType: H5Tcopy(Number.hdf5Types.file)) { attribute, _ in
        withUnsafePointer(to: value) { H5Awrite(attribute, Number.hdf5Types.memory, $0) }
      }
    }
  }

  /// Adds an array; the groups that its name runs through are made as needed.
  ///
  /// - Parameters:
  ///   - shape: the extents, last one fastest; their product is the number of values. Nil: one dimension.
  ///   - compression: zlib level 1 to 9, worth its time for large and regular arrays; 0 stores the values
  ///     plainly.
  public func dataset<Number: HDF5Number>(
    _ name: String, _ values: [Number], shape: [Int]? = nil, compression: Int = 0
  ) throws {
    let shape = shape ?? [values.count]
    precondition(
      !shape.isEmpty && shape.allSatisfy { $0 >= 0 } && shape.reduce(1, *) == values.count,
      "\(name): shape \(shape) does not fit \(values.count) values")
    precondition((0...9).contains(compression), "\(name): compression \(compression) is not 0 to 9")
    try HDF5Lock.hold {
      let types = Number.hdf5Types
      try dataset(name, shape: shape, type: types.file, compression: compression) { dataset in
        H5Dwrite(dataset, types.memory, sw_h5_all(), sw_h5_all(), sw_h5_default(), values)
      }
    }
  }

  /// Adds a list of texts, as UTF-8 of variable length.
  public func dataset(_ name: String, strings: [String]) throws {
    guard !strings.contains(where: { $0.utf8.contains(0) }) else {
      throw fail(HDF5Wording.nullCharacter(name))
    }
    try HDF5Lock.hold {
      try HDF5Handle(id: HDF5Text.makeType(), close: H5Tclose).use { type in
        try dataset(name, shape: [strings.count], type: type, compression: 0) { dataset in
          HDF5Text.withPointers(to: strings) {
            H5Dwrite(dataset, type, sw_h5_all(), sw_h5_all(), sw_h5_default(), $0)
          }
        }
      }
    }
  }

  /// Seals the file, flushes it to the disk and gives it its name, or leaves that to its set. The writer takes nothing after that.
  public func finish() throws {
    if isOnDisk { return try finishOnDisk() }
    let image = HDF5Lock.hold {
      let bytes = HDF5Image.bytes(of: file)
      _ = H5Fclose(file)
      file = -1
      return bytes
    }
    guard let image else { throw failed("finish", path) }
    try output.write(image)
    try output.write(HDF5Seal.seal(of: image))
    try output.commit()
  }

  private func finishOnDisk() throws {
    let status = HDF5Lock.hold {
      defer { file = -1 }
      return H5Fclose(file)
    }
    guard status >= 0 else { throw failed("finish", path) }
    let seal = try HDF5Seal.seal(ofFile: output.temporaryPath)
    try output.moveToEnd()
    try output.write(seal)
    try output.commit()
  }

  /// Begins an array of one dimension whose values come one after the other, so that it never lies in memory
  /// as a whole.
  ///
  /// - Parameters:
  ///   - count: how many values will come, exactly.
  ///   - compression: zlib level 0 to 9, as for `dataset`.
  package func slabs<Number: HDF5Number>(
    _ name: String, of type: Number.Type = Number.self, count: Int, compression: Int = 0
  ) throws -> HDF5SlabWriter<Number> {
    try HDF5Lock.hold {
      try dataset(name, shape: [count], type: Number.hdf5Types.file, compression: compression) { _ in 0 }
    }
    return HDF5SlabWriter(writer: self, name: name, count: count)
  }

  /// Writes the values from `start` on.
  func write<Number: HDF5Number>(_ values: [Number], to name: String, from start: Int) throws {
    let status = HDF5Lock.hold { () -> herr_t in
      precondition(file >= 0, "values of \(name) after finish of \(path)")
      return HDF5Handle(id: H5Dopen2(file, name, sw_h5_default()), close: H5Dclose).use { dataset in
        HDF5Slab(dataset: dataset, start: start, count: values.count).use { memory, selection in
          H5Dwrite(dataset, Number.hdf5Types.memory, memory, selection, sw_h5_default(), values)
        }
      }
    }
    guard status >= 0 else { throw failed("write the dataset", name) }
  }

  // MARK: Inside the lock

  private func dataset(
    _ name: String, shape: [Int], type: hid_t, compression: Int, write: (hid_t) -> herr_t
  ) throws {
    precondition(file >= 0, "dataset \(name) after finish of \(path)")
    let parts = try components(of: name)
    try makeGroups(parts.dropLast())
    let dimensions = shape.map { hsize_t($0) }
    let list = HDF5Handle(id: HDF5Layout.creationList(shape, compression), close: H5Pclose)
    let status = list.use { list -> herr_t in
      let space = HDF5Handle(id: H5Screate_simple(Int32(shape.count), dimensions, nil), close: H5Sclose)
      return space.use { space -> herr_t in
        let full = parts.joined(separator: "/")
        let id = H5Dcreate2(file, full, type, space, sw_h5_default(), list, sw_h5_default())
        guard id >= 0 else { return -1 }
        return HDF5Handle(id: id, close: H5Dclose).use { write($0) }
      }
    }
    guard status >= 0 else { throw failed("write the dataset", name) }
  }

  private func attribute(
    _ name: String, on object: String, fileType: hid_t, write: (hid_t, hid_t) -> herr_t
  ) throws {
    precondition(file >= 0, "attribute \(name) after finish of \(path)")
    _ = try components(of: name)
    let status = HDF5Handle(id: fileType, close: H5Tclose).use { type -> herr_t in
      HDF5Handle(id: H5Screate(H5S_SCALAR), close: H5Sclose).use { space -> herr_t in
        let id = H5Acreate_by_name(
          file, object, name, type, space, sw_h5_default(), sw_h5_default(), sw_h5_default())
        guard id >= 0 else { return -1 }
        return HDF5Handle(id: id, close: H5Aclose).use { write($0, type) }
      }
    }
    guard status >= 0 else { throw failed("write the attribute", name) }
  }

  private func makeGroups(_ parts: some Sequence<String>) throws {
    precondition(file >= 0, "group after finish of \(path)")
    var full = ""
    for part in parts {
      full += "/" + part
      if H5Lexists(file, full, sw_h5_default()) > 0 { continue }
      let group = HDF5Handle(id: HDF5Layout.groupList(), close: H5Pclose).use {
        H5Gcreate2(file, full, sw_h5_default(), $0, sw_h5_default())
      }
      guard group >= 0 else { throw failed("make the group", full) }
      _ = H5Gclose(group)
    }
  }

  private func components(of name: String) throws -> [String] {
    let parts = name.split(separator: "/").map(String.init)
    guard !parts.isEmpty, !name.utf8.contains(0) else { throw fail(HDF5Wording.badName(name)) }
    return parts
  }

  private func failed(_ action: String, _ name: String) -> FormatError {
    fail(HDF5Wording.failed(action, name, reason: HDF5Lock.reason()))
  }

  private func fail(_ message: String) -> FormatError {
    FormatError(.cannotWrite, file: path, message: message)
  }
}
