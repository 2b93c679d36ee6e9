internal import CHDF5

/// The types of number that our HDF5 files hold: `Double`, and integers of 8 to 64 bits,
/// little-endian.
public protocol HDF5Number: BitwiseCopyable, Sendable {
  /// The type's name in error messages.
  static var hdf5Name: String { get }
  /// HDF5's identifiers of the type, in memory and in the file; read them while HDF5 is locked.
  static var hdf5Types: (memory: Int64, file: Int64) { get }
  static var zero: Self { get }
}

extension Double: HDF5Number {
  public static var hdf5Name: String { "64-bit floating point" }
  public static var hdf5Types: (memory: Int64, file: Int64) { (sw_h5_double(), sw_h5_file_double()) }
}

extension UInt64: HDF5Number {
  public static var hdf5Name: String { "64-bit unsigned integer" }
  public static var hdf5Types: (memory: Int64, file: Int64) { (sw_h5_uint64(), sw_h5_file_uint64()) }
}

extension Int64: HDF5Number {
  public static var hdf5Name: String { "64-bit signed integer" }
  public static var hdf5Types: (memory: Int64, file: Int64) { (sw_h5_int64(), sw_h5_file_int64()) }
}

extension UInt32: HDF5Number {
  public static var hdf5Name: String { "32-bit unsigned integer" }
  public static var hdf5Types: (memory: Int64, file: Int64) { (sw_h5_uint32(), sw_h5_file_uint32()) }
}

extension Int32: HDF5Number {
  public static var hdf5Name: String { "32-bit signed integer" }
  public static var hdf5Types: (memory: Int64, file: Int64) { (sw_h5_int32(), sw_h5_file_int32()) }
}

extension UInt16: HDF5Number {
  public static var hdf5Name: String { "16-bit unsigned integer" }
  public static var hdf5Types: (memory: Int64, file: Int64) { (sw_h5_uint16(), sw_h5_file_uint16()) }
}

extension Int16: HDF5Number {
  public static var hdf5Name: String { "16-bit signed integer" }
  public static var hdf5Types: (memory: Int64, file: Int64) { (sw_h5_int16(), sw_h5_file_int16()) }
}

extension UInt8: HDF5Number {
  public static var hdf5Name: String { "8-bit unsigned integer" }
  public static var hdf5Types: (memory: Int64, file: Int64) { (sw_h5_uint8(), sw_h5_file_uint8()) }
}
