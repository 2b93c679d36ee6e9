internal import CHDF5

/// What an open object says of itself. Call inside the lock.
enum HDF5Names {
  /// The members of a group, sorted.
  static func members(of group: hid_t) -> [String] {
    var info = H5G_info_t()
    guard H5Gget_info(group, &info) >= 0 else { return [] }
    return names(count: info.nlinks) { index, buffer, size in
      H5Lget_name_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, index, buffer, size, sw_h5_default())
    }
  }

  /// The attributes of an object, sorted.
  static func attributes(of object: hid_t) -> [String] {
    let count = H5Aget_num_attrs(object)
    return names(count: hsize_t(max(0, count))) { index, buffer, size in
      H5Aget_name_by_idx(object, ".", H5_INDEX_NAME, H5_ITER_INC, index, buffer, size, sw_h5_default())
    }
  }

  /// The extents of a dataset, clamped to what an Int holds.
  static func shape(of dataset: hid_t) -> [Int] {
    HDF5Handle(id: H5Dget_space(dataset), close: H5Sclose).use { space in
      let rank = H5Sget_simple_extent_ndims(space)
      guard rank > 0 else { return [] }
      var extents = [hsize_t](repeating: 0, count: Int(rank))
      H5Sget_simple_extent_dims(space, &extents, nil)
      return extents.map { Int(clamping: $0) }
    }
  }

  /// Asks for each name twice: for its length, then for its text.
  private static func names(
    count: hsize_t, _ name: (hsize_t, UnsafeMutablePointer<CChar>?, Int) -> Int
  ) -> [String] {
    var result: [String] = []
    for index in 0..<count {
      let length = name(index, nil, 0)
      guard length >= 0 else { continue }
      let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: length + 1) { buffer in
        buffer.initialize(repeating: 0)
        _ = name(index, buffer.baseAddress, length + 1)
        return String(cString: buffer.baseAddress!)
      }
      result.append(text)
    }
    return result.sorted()
  }
}
