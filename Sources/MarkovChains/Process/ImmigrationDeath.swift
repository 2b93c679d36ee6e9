import RealModule

/// Immigration at a constant rate and death of every individual alone: the queue M/M/infinity.
///
/// From an empty start the number is Poisson with mean (immigration / death) (1 - exp(-death t)); from n individuals
/// the survivors, a binomial number, are added. The laws throw `ChainError.badParameter` for a rate or time that is not
/// positive, or a number below zero, in that order.
public struct ImmigrationDeath: Hashable, Sendable {
  /// Arrivals per unit time.
  public var immigrationRate: Double
  /// Deaths per individual and unit time.
  public var deathRate: Double

  public init(immigrationRate: Double, deathRate: Double) {
    self.immigrationRate = immigrationRate
    self.deathRate = deathRate
  }

  public func mean(from start: Int = 0, after time: Double) throws -> Double {
    try check(time, start)
    return try arrived(time) + Double(start) * Double.exp(-deathRate * time)
  }

  public func variance(from start: Int = 0, after time: Double) throws -> Double {
    try check(time, start)
    let survival = Double.exp(-deathRate * time)
    return try arrived(time) - Double(start) * survival * Double.expMinusOne(-deathRate * time)
  }

  /// P(N_t = n).
  public func probability(of n: Int, from start: Int = 0, after time: Double) throws -> Double {
    try check(time, start, n)
    let survival = Double.exp(-deathRate * time)
    let arrived = try arrived(time)
    return (0...min(n, start)).reduce(0) { sum, survivors in
      sum + binomialWeight(survivors, of: start, survival)
        * SpecialFunctions.poissonWeight(Double(n - survivors), mean: arrived)
    }
  }

  private func arrived(_ time: Double) throws -> Double {
    try ChainError.requireAnswer(
      -immigrationRate / deathRate * Double.expMinusOne(-deathRate * time), "the mean")
  }

  private func check(_ time: Double, _ numbers: Int...) throws {
    try ChainError.requirePositive("immigration rate", immigrationRate)
    try ChainError.requirePositive("death rate", deathRate)
    try ChainError.requirePositive("time", time)
    for number in numbers { try ChainError.require(number >= 0, "number", number, allowed: "0 or more") }
  }
}
