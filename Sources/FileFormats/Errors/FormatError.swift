/// What is wrong with a file: which one, where in it, and what to do.
///
/// The description reads `file:line:column: message`, the form that editors jump to.
public struct FormatError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What the failure is about, so that a tool can choose its exit code.
  public enum Kind: Hashable, Sendable {
    /// The content is wrong (`EX_DATAERR`, 65).
    case badInput
    /// The file does not exist (65: the user named it).
    case missing
    /// The system did not let us read it (`EX_IOERR`, 74).
    case unreadable
    /// The system did not let us write it (`EX_CANTCREAT`, 73).
    case cannotWrite

    /// The exit code that the command line uses for this kind.
    public var exitCode: Int32 {
      switch self {
      case .badInput, .missing: 65
      case .cannotWrite: 73
      case .unreadable: 74
      }
    }
  }

  public var kind: Kind
  public var file: String
  /// Line and column count from 1; columns count Unicode scalars.
  public var line: Int?
  public var column: Int?
  public var message: String

  public init(
    _ kind: Kind = .badInput, file: String, line: Int? = nil, column: Int? = nil, message: String
  ) {
    self.kind = kind
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  public var description: String {
    var place = file
    if let line {
      place += ":\(line)"
      if let column { place += ":\(column)" }
    }
    return "\(place): \(message)"
  }
}
