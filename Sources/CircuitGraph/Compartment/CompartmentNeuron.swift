/// A neuron of the compartment family (Loihi), in weight units: a weight of w adds w, a spike needs more than the
/// threshold. The input current is memoryless in all of them.
public struct CompartmentNeuron: Hashable, Sendable {
  /// What the membrane potential does between ticks.
  public enum Memory: Hashable, Sendable {
    /// It stays: a perfect integrator.
    case integrates
    /// It is forgotten every tick.
    case forgets
  }

  public var threshold: Int
  public var memory: Memory
  /// The chip's noise is added to the membrane: a stochastic neuron, which must sit on a core of its kind.
  public var isStochastic: Bool

  public init(threshold: Int, memory: Memory, isStochastic: Bool = false) {
    self.threshold = threshold
    self.memory = memory
    self.isStochastic = isStochastic
  }
}
