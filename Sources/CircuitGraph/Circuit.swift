/// A circuit of either neuron family: what the compiler takes.
public enum Circuit: Hashable, Sendable {
  case crossbar(CrossbarCircuit)
  case compartment(CompartmentCircuit)

  public var neuronCount: Int {
    switch self {
    case .crossbar(let circuit): circuit.neurons.count
    case .compartment(let circuit): circuit.neurons.count
    }
  }
}
