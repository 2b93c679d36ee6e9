import MarkovChains

/// Reading and writing chains in the two formats that other tools share.
public enum ChainFile {
  public enum Format: String, CaseIterable, Hashable, Sendable {
    /// `from,to,probability`, with names and displacements.
    case csv
    /// Matrix Market coordinate format: probabilities alone.
    case matrixMarket

    /// The format by the file's ending: `.csv`, or `.mtx` / `.mm`.
    public init?(path: String) {
      let lower = path.lowercased()
      if lower.hasSuffix(".csv") {
        self = .csv
      } else if lower.hasSuffix(".mtx") || lower.hasSuffix(".mm") {
        self = .matrixMarket
      } else {
        return nil
      }
    }
  }

  /// Reads a chain from a file whose ending tells the format.
  ///
  /// - Throws: `FormatError`.
  public static func read(
    path: String, options: ChainFileOptions = ChainFileOptions()
  ) throws -> MarkovChain {
    let format = try format(of: path)
    let bytes = try FileReading.bytes(ofFile: path, limit: options.maximumSize)
    return try parse(bytes, format: format, file: path, options: options)
  }

  /// Parses a chain from a text.
  ///
  /// - Parameter file: the name that errors give.
  public static func parse(
    _ text: String, format: Format, file: String, options: ChainFileOptions = ChainFileOptions()
  ) throws -> MarkovChain {
    try parse(Array(text.utf8), format: format, file: file, options: options)
  }

  /// Parses a chain from the bytes of a UTF-8 text.
  public static func parse(
    _ bytes: [UInt8], format: Format, file: String, options: ChainFileOptions = ChainFileOptions()
  ) throws -> MarkovChain {
    switch format {
    case .csv:
      var reader = ChainTableReader(file: file, options: options)
      return try reader.read(bytes)
    case .matrixMarket:
      var reader = MatrixMarketReader(file: file, options: options)
      return try reader.read(bytes)
    }
  }

  /// Writes a chain, whole or not at all.
  ///
  /// - Throws: `FormatError` for a place that cannot be written, and for a chain with a name or a
  ///   displacement that the format cannot hold.
  public static func write(_ chain: MarkovChain, path: String) throws {
    let text = try text(of: chain, format: try format(of: path), file: path)
    let file = try AtomicFile(path: path)
    try file.write(Array(text.utf8))
    try file.commit()
  }

  /// The chain as text. Reading it gives the chain back, bit for bit; Matrix Market drops displacements.
  public static func text(of chain: MarkovChain, format: Format, file: String = "chain") throws -> String {
    try ChainHeader(of: chain, file: file).check()
    return switch format {
    case .csv: try ChainTableWriter.text(of: chain, file: file)
    case .matrixMarket: MatrixMarketWriter.text(of: chain)
    }
  }

  private static func format(of path: String) throws -> Format {
    guard let format = Format(path: path) else {
      throw FormatError(file: path, message: ChainFileWording.unknownEnding)
    }
    return format
  }
}
