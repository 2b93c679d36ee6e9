/// Why the exact answer of the chain that is walked differs from the answer of the process, part by part. Every part is
/// a difference of two exact answers, so that the parts add up to the whole; sampling has no share in it.
public struct BiasBudget: Hashable, Sendable {
  /// Space cut into nodes: the chain's rates in continuous time, less the process.
  public var mesh: Double
  /// Time cut into steps: the chain with unrounded probabilities, less its rates in continuous time.
  public var timeStep: Double
  /// Probabilities that gates can draw: the chain that is walked, less the one with unrounded probabilities.
  public var probability: Double

  public init(mesh: Double, timeStep: Double, probability: Double) {
    self.mesh = mesh
    self.timeStep = timeStep
    self.probability = probability
  }

  /// The chain that is walked, less the process.
  public var total: Double { mesh + timeStep + probability }
}
