import RealModule

/// Particles that run in one of two directions through a homogeneous medium, are absorbed and scatter.
///
/// Source: the two-direction example of Smith et al., Nature Electronics 5, 102 (2022). States: "right",
/// "left" and the absorbing "absorbed". In a step there is an event with probability `R dt exp(-R dt)`,
/// `R = Sigma_s + Sigma_a` (unit speed); it absorbs with the share `Sigma_a / R`, else scatters, and half of
/// the scattered are reversed.
///
/// Error: first order in the time step (two events in a step are not counted).
public struct TwoDirectionFlux: Hashable, Sendable {
  public var scattering: Double
  public var absorption: Double
  /// Initial fluxes to the right and to the left.
  public var rightFlux: Double
  public var leftFlux: Double
  public var timeStep: Double

  /// The defaults are the published parameters.
  public init(
    scattering: Double = 8, absorption: Double = 2, rightFlux: Double = 5, leftFlux: Double = 3,
    timeStep: Double = 0.005
  ) {
    self.scattering = scattering
    self.absorption = absorption
    self.rightFlux = rightFlux
    self.leftFlux = leftFlux
    self.timeStep = timeStep
  }

  /// - Throws: `ChainError.badParameter` for a negative cross-section, both of them zero, or a time step not
  ///   positive.
  public func chain() throws -> MarkovChain {
    try ChainError.requirePositive("timeStep", timeStep)
    for (name, value) in [("scattering", scattering), ("absorption", absorption)] {
      try ChainError.require(
        value >= 0 && value.isFinite, name, value, allowed: "a finite number not below 0")
    }
    let rate = scattering + absorption
    try ChainError.requirePositive("scattering + absorption", rate)
    let event = rate * timeStep * Double.exp(-rate * timeStep)
    let swap = event * (scattering / rate) / 2
    let absorb = event * (absorption / rate)
    let stay = 1 - swap - absorb
    return try MarkovChain(
      rows: [
        [
          .init(target: 0, probability: stay), .init(target: 1, probability: swap),
          .init(target: 2, probability: absorb),
        ],
        [
          .init(target: 0, probability: swap), .init(target: 1, probability: stay),
          .init(target: 2, probability: absorb),
        ],
        [.init(target: 2, probability: 1)],
      ],
      space: .graph(count: 2), names: [0: "right", 1: "left", 2: "absorbed"])
  }

  /// The two fluxes as start weights, walked for `steps` steps.
  public func problem(steps: Int) throws -> WalkProblem {
    try ChainError.require(
      rightFlux >= 0 && leftFlux >= 0 && rightFlux + leftFlux > 0
        && (rightFlux + leftFlux).isFinite, "fluxes", "\(rightFlux), \(leftFlux)",
      allowed: "finite numbers not below 0, not both 0")
    return WalkProblem(
      stages: [try chain()], start: [rightFlux, leftFlux, 0], horizon: .steps(steps))
  }

  /// The solution of the transport equation at time `time`: the sum decays at the rate `Sigma_a`, the
  /// difference at `Sigma_a + Sigma_s`.
  public func transportSolution(at time: Double) -> (right: Double, left: Double) {
    let sum = (rightFlux + leftFlux) * Double.exp(-absorption * time)
    let difference = (rightFlux - leftFlux) * Double.exp(-(absorption + scattering) * time)
    return ((sum + difference) / 2, (sum - difference) / 2)
  }
}
