import RealModule

/// The linear birth-death process: every individual gives birth at one rate and dies at another, alone.
///
/// Source: Kendall, Annals of Mathematical Statistics 19, 1 (1948). After a time t the line of one individual is
/// extinct with probability alpha, else its size is geometric with ratio beta. The laws throw `ChainError.badParameter`
/// for rates that are negative or both zero, a time that is not positive, or a start below zero, in that order.
public struct LinearBirthDeath: Hashable, Sendable {
  /// Births and deaths per individual and unit time.
  public var birthRate: Double
  public var deathRate: Double

  public init(birthRate: Double, deathRate: Double) {
    self.birthRate = birthRate
    self.deathRate = deathRate
  }

  public func mean(from start: Int, after time: Double) throws -> Double {
    try check(start, time)
    return try ChainError.requireAnswer(
      Double(start) * Double.exp((birthRate - deathRate) * time), "the mean")
  }

  /// n (l + m) e (e - 1) / (l - m) with e = exp((l - m) t).
  public func variance(from start: Int, after time: Double) throws -> Double {
    try check(start, time)
    let growth = (birthRate - deathRate) * time
    let ratio = growth == 0 ? 1 : Double.expMinusOne(growth) / growth
    return try ChainError.requireAnswer(
      Double(start) * (birthRate + deathRate) * time * ratio * Double.exp(growth), "the variance")
  }

  /// P(nobody is left).
  public func extinctionProbability(from start: Int, by time: Double) throws -> Double {
    try check(start, time)
    return Double.pow(line(time).extinct, start)
  }

  /// P(N_t = n), a sum over the number of first individuals whose lines live.
  public func probability(of n: Int, from start: Int, after time: Double) throws -> Double {
    try check(start, time)
    try ChainError.require(n >= 0, "number", n, allowed: "0 or more")
    let (alpha, beta) = line(time)
    if n == 0 || start == 0 { return n == 0 ? Double.pow(alpha, start) : 0 }
    guard min(start, n) <= 1_000_000 else {
      throw ChainError.noAnswer("the law is summed over at most 1000000 individuals")
    }
    var sum = 0.0
    for lines in 1...min(start, n) {
      sum +=
        binomialWeight(lines, of: start, 1 - alpha)
        * binomialWeight(lines - 1, of: n - 1, 1 - beta) * (1 - beta)
    }
    return sum
  }

  /// alpha and beta of Kendall's law.
  private func line(_ time: Double) -> (extinct: Double, ratio: Double) {
    let growth = (birthRate - deathRate) * time
    // Both are a rate times (e - 1) / (l e - m), here divided through by l - m.
    let gain = growth == 0 ? time : Double.expMinusOne(growth) / (birthRate - deathRate)
    let shared = gain.isFinite ? gain / (1 + birthRate * gain) : 1 / birthRate
    return (min(1, deathRate * shared), min(1, birthRate * shared))
  }

  private func check(_ start: Int, _ time: Double) throws {
    try ChainError.requireNotNegative("birth rate", birthRate)
    try ChainError.requireNotNegative("death rate", deathRate)
    try ChainError.requirePositive("sum of the rates", birthRate + deathRate)
    try ChainError.requirePositive("time", time)
    try ChainError.require(start >= 0, "start", start, allowed: "0 or more")
  }
}

/// C(n, k) p^k (1 - p)^(n - k), by Poisson weights: no factorial overflows.
func binomialWeight(_ k: Int, of n: Int, _ p: Double) -> Double {
  if p <= 0 || p >= 1 { return (p <= 0 ? 0 : n) == k ? 1 : 0 }
  let weight = { (count: Int, mean: Double) in SpecialFunctions.poissonWeight(Double(count), mean: mean) }
  let mean = Double(n) * p
  return n == 0
    ? 1 : weight(k, mean) * weight(n - k, Double(n) - mean) / weight(n, Double(n))
}
