internal import CHDF5

/// A run of values of a dataset of one dimension. Call inside the lock.
struct HDF5Slab {
  let dataset: hid_t
  let start: Int
  let count: Int

  /// Values in a slab of large arrays: a multiple of every chunk that we write, so that each chunk is packed
  /// and unpacked once.
  static let length = 1 << 20

  /// Runs `body` with the dataspaces of the values in memory and of their place in the dataset.
  func use(_ body: (hid_t, hid_t) -> herr_t) -> herr_t {
    var (offset, extent) = (hsize_t(start), hsize_t(count))
    return HDF5Handle(id: H5Screate_simple(1, &extent, nil), close: H5Sclose).use { memory in
      HDF5Handle(id: H5Dget_space(dataset), close: H5Sclose).use { space in
        guard H5Sselect_hyperslab(space, H5S_SELECT_SET, &offset, nil, &extent, nil) >= 0 else { return -1 }
        return body(memory, space)
      }
    }
  }
}

/// Takes the values of one array in order and writes them slab by slab.
package final class HDF5SlabWriter<Number: HDF5Number> {
  private let writer: HDF5Writer
  private let name: String
  private let count: Int
  private var written = 0
  private var waiting: [Number] = []

  init(writer: HDF5Writer, name: String, count: Int) {
    self.writer = writer
    self.name = name
    self.count = count
    waiting.reserveCapacity(min(count, HDF5Slab.length))
  }

  func append(contentsOf values: some Sequence<Number>) throws {
    // A local variable: access to those of a class is checked each time.
    var slab: [Number] = []
    swap(&slab, &waiting)
    for value in values {
      slab.append(value)
      if slab.count == HDF5Slab.length { try write(&slab) }
    }
    swap(&slab, &waiting)
  }

  /// Writes what waits; every value must have come.
  func finish() throws {
    if !waiting.isEmpty { try write(&waiting) }
    precondition(written == count, "\(name): \(written) of \(count) values")
  }

  private func write(_ slab: inout [Number]) throws {
    try writer.write(slab, to: name, from: written)
    written += slab.count
    slab.removeAll(keepingCapacity: true)
  }
}
