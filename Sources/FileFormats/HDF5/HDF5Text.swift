internal import CHDF5
import Glibc

/// Texts in UTF-8: of variable length, as we write them, or of fixed length, as other programs may write attributes.
/// Call inside the lock.
enum HDF5Text {
  /// A new type identifier, for the caller to close.
  static func makeType() -> hid_t {
    let type = H5Tcopy(sw_h5_c_string())
    H5Tset_size(type, sw_h5_variable_length())
    H5Tset_cset(type, H5T_CSET_UTF8)
    return type
  }

  static func isText(_ type: hid_t) -> Bool {
    H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) > 0
  }

  /// Whether texts of this type have a fixed length, of at most 64 KiB: what an attribute can hold.
  static func isFixedText(_ type: hid_t) -> Bool {
    H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) == 0 && H5Tget_size(type) <= 1 << 16
  }

  /// Reads one text of fixed length through `read`, without what fills it up to that length.
  static func readFixed(type: hid_t, _ read: (UnsafeMutablePointer<UInt8>) -> herr_t) -> String? {
    var bytes = [UInt8](repeating: 0, count: H5Tget_size(type))
    guard bytes.withUnsafeMutableBufferPointer({ $0.baseAddress.map(read) ?? -1 }) >= 0 else { return nil }
    var text = bytes.prefix { $0 != 0 }
    if H5Tget_strpad(type) == H5T_STR_SPACEPAD { while text.last == UInt8(ascii: " ") { text.removeLast() } }
    return String(decoding: text, as: UTF8.self)
  }

  /// Runs `body` with an array of pointers to null-terminated copies.
  static func withPointers(
    to strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> herr_t
  ) -> herr_t {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return copies.map { UnsafePointer($0) }.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else {
        var none: UnsafePointer<CChar>?
        return body(&none)
      }
      return body(base)
    }
  }

  /// Reads `count` texts through `read`, which fills an array of pointers that the library allocates.
  static func read(
    count: Int, type: hid_t, space: hid_t,
    _ read: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> herr_t
  ) -> [String]? {
    let pointers = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: max(1, count))
    pointers.initialize(repeating: nil, count: max(1, count))
    defer { pointers.deallocate() }
    guard read(pointers) >= 0 else { return nil }
    defer { H5Dvlen_reclaim(type, space, sw_h5_default(), pointers) }
    return (0..<count).map { index in pointers[index].map { String(cString: $0) } ?? "" }
  }
}
