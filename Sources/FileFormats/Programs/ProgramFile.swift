import NeuroFabric

/// Fabric programs on disk: HDF5, with every list of all cores in one array, and how many of its entries belong
/// to each core. See Documentation/Formats/fabric-program.md.
public enum ProgramFile {
  /// Writes a program; the file appears under its name when it is whole. It is built on the disk, slab by slab.
  ///
  /// - Throws: `FormatError`, also for an image that no chip could hold.
  public static func write(_ program: FabricProgram, to path: String) throws {
    try program.validate(file: path)
    let file = try HDF5Writer(path: path, onDisk: true)
    try file.attribute("format", ProgramFormat.name)
    try file.attribute("format_version", ProgramFormat.version)
    switch program.image {
    case .trueNorth(let image): try TrueNorthProgramWriter(file: file, image: image).write()
    case .loihi(let image): try LoihiProgramWriter(file: file, image: image).write()
    }
    try ProgramExtras.write(program, to: file)
    try file.finish()
  }

  /// Bytes that the columns of a file without a seal say they unfold to.
  ///
  /// - Throws: `FormatError` if there is no such file, or none of HDF5.
  public static func declaredBytes(ofUnsealed path: String) throws -> Int {
    try HDF5Reader(piecewise: path, isSealed: false).declaredBytes()
  }

  /// Reads a program and checks it: what comes back fits its chip.
  ///
  /// - Parameters:
  ///   - isSealed: whether the file must bear this program's seal, which finds all damage. Without it, a damaged
  ///     file may end the HDF5 library, and the process with it.
  ///   - memoryLimit: bytes that the network may take; nil means three quarters of the machine's memory.
  /// - Throws: `FormatError`.
  public static func read(_ path: String, isSealed: Bool = true, memoryLimit: Int? = nil) throws
    -> FabricProgram
  {
    let file = try HDF5Reader(piecewise: path, isSealed: isSealed)
    let columns = ProgramColumns(file: file, memoryLimit: memoryLimit ?? ProgramFormat.memoryLimit)
    let format = try columns.text("format")
    guard format == ProgramFormat.name else {
      throw FormatError(file: path, message: ProgramWording.notAProgram(format))
    }
    let version: UInt64 = try columns.attribute("format_version")
    guard version == ProgramFormat.version else {
      throw FormatError(file: path, message: ProgramWording.version(version))
    }
    var program = FabricProgram(image: try image(columns))
    try ProgramExtras.read(columns, into: &program)
    try columns.refuseUnknown()
    try program.validate(file: path)
    return program
  }

  private static func image(_ columns: ProgramColumns) throws -> ChipImage {
    switch try columns.word("family", among: ChipProfile.Family.self) {
    case .trueNorth: .trueNorth(try TrueNorthProgramReader(columns: columns).read())
    case .loihi: .loihi(try LoihiProgramReader(columns: columns).read())
    }
  }
}
