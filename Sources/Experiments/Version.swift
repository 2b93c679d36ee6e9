/// The version of the code, written into every result.
public enum Version {
  public static let code = "0.1.0"
}
