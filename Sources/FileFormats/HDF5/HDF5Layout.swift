internal import CHDF5

/// How objects are stored: without times, and large arrays in compressed chunks. Call inside the lock.
enum HDF5Layout {
  /// Most values in a chunk: half a megabyte of doubles, which fits the library's chunk cache of one.
  private static let chunkLimit = 1 << 16

  /// Most bytes of a chunk that is read in pieces: it is unpacked as a whole.
  static let largestChunk = 16 << 20

  /// Values in a chunk of a dataset; 1 where it is not stored in chunks.
  static func chunkLength(of dataset: hid_t) -> Int {
    HDF5Handle(id: H5Dget_create_plist(dataset), close: H5Pclose).use { list in
      guard H5Pget_layout(list) == H5D_CHUNKED else { return 1 }
      var extent: hsize_t = 1
      return H5Pget_chunk(list, 1, &extent) >= 0 ? Int(clamping: extent) : 1
    }
  }

  static func groupList() -> hid_t {
    let list = sw_h5_group_creation()
    H5Pset_obj_track_times(list, false)
    return list
  }

  static func creationList(_ shape: [Int], _ compression: Int) -> hid_t {
    let list = sw_h5_dataset_creation()
    H5Pset_obj_track_times(list, false)
    if compression > 0, !shape.contains(0) {
      let chunk = chunk(of: shape).map { hsize_t($0) }
      H5Pset_chunk(list, Int32(chunk.count), chunk)
      H5Pset_shuffle(list)
      H5Pset_deflate(list, UInt32(compression))
    }
    return list
  }

  /// The shape with its leading extents cut until the chunk is small enough; trailing extents stay
  /// contiguous.
  static func chunk(of shape: [Int]) -> [Int] {
    var chunk = shape
    for axis in chunk.indices {
      let rest = chunk[(axis + 1)...].reduce(1, *)
      chunk[axis] = max(1, min(chunk[axis], chunkLimit / rest))
      if rest <= chunkLimit { break }
    }
    return chunk
  }
}
