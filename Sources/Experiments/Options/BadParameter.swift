import MarkovChains
import OptionPricing

/// A parameter outside its range, whether a contract or a chain found it.
public struct BadParameter: Sendable {
  public var key: String
  public var value: String
  public var allowed: String

  /// Nil for an error of another kind.
  public init?(_ error: any Error) {
    switch error {
    case OptionError.badParameter(let key, let value, let allowed): self.init(key, value, allowed)
    case ChainError.badParameter(let name, let value, let allowed): self.init(name, value, allowed)
    default: return nil
    }
  }

  private init(_ key: String, _ value: String, _ allowed: String) {
    (self.key, self.value, self.allowed) = (key, value, allowed)
  }
}
