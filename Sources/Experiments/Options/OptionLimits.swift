/// Ranges of the keys of an option's lattice.
public enum OptionLimits {
  public static let states = 5...1_001
  public static let bits = 1...16
  public static let standardStates = 101
  public static let standardBits = 8
}
