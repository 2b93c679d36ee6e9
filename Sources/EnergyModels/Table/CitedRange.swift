/// How far a figure can be relied on.
public enum TrustMark: String, CaseIterable, Sendable, Codable {
  /// Read in a primary artefact: published code or data, a vendor's page.
  case primary = "A"
  /// Read in a work that quotes the primary one.
  case quoted = "B"
  /// Recalled or assumed; verify before relying on it.
  case recalled = "C"
  /// Derived by us from other figures.
  case derived = "D"
}

/// A figure with its interval and its source, in SI units: joules, watts.
public struct CitedRange: Hashable, Sendable {
  public var low: Double
  public var nominal: Double
  public var high: Double
  public var trust: TrustMark
  /// Who measured or stated it, where, when; what low and high stand for.
  public var source: String

  /// - Precondition: 0 <= low <= nominal <= high, all finite.
  public init(low: Double, nominal: Double, high: Double, trust: TrustMark, source: String) {
    precondition(
      0 <= low && low <= nominal && nominal <= high && high.isFinite,
      "a range ascends from 0 or more, got \(low), \(nominal), \(high)")
    self.low = low
    self.nominal = nominal
    self.high = high
    self.trust = trust
    self.source = source
  }

  /// The same figure, `factor` times as large.
  public func scaled(by factor: Double) -> CitedRange {
    CitedRange(
      low: low * factor, nominal: nominal * factor, high: high * factor, trust: trust, source: source)
  }
}

/// Joules with their interval.
public struct EnergyRange: Hashable, Sendable {
  public var low: Double
  public var nominal: Double
  public var high: Double

  public init(low: Double, nominal: Double, high: Double) {
    self.low = low
    self.nominal = nominal
    self.high = high
  }

  public static let zero = EnergyRange(low: 0, nominal: 0, high: 0)

  public static func + (a: EnergyRange, b: EnergyRange) -> EnergyRange {
    EnergyRange(low: a.low + b.low, nominal: a.nominal + b.nominal, high: a.high + b.high)
  }
}

extension CitedRange {
  static func * (figure: CitedRange, factor: Double) -> EnergyRange {
    EnergyRange(low: figure.low * factor, nominal: figure.nominal * factor, high: figure.high * factor)
  }
}
