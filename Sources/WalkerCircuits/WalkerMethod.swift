import MarkovChains

/// The walker circuits that can be built; tests and tools loop over `all`.
public struct WalkerMethod: Sendable {
  public enum Family: String, Hashable, Sendable { case crossbar, compartment }

  public let name: String
  /// The neuron family whose chips can run it.
  public let family: Family
  /// One line: what it is and where it was published.
  public let summary: String
  /// Resolutions of a gate, in bits.
  public let gateBits: ClosedRange<Int>
  private let builder: @Sendable (QuantizedChain) -> WalkerCircuit

  /// Builds the circuit for a chain.
  /// - Throws: `CircuitError` for a chain that the circuit cannot carry.
  public func build(_ chain: QuantizedChain) throws -> WalkerCircuit {
    guard gateBits.contains(chain.grid.bits) else {
      throw CircuitError.gateBits(bits: chain.grid.bits, allowed: gateBits, circuit: name)
    }
    guard !chain.quantized.transientStates.isEmpty else { throw CircuitError.noNodes }
    return builder(chain)
  }

  /// TrueNorth: latched generators, two count neurons used in turn.
  public static let latchedGenerator = WalkerMethod(
    name: "latched-generator", family: .crossbar,
    summary: "density method on crossbar cores: latched generators, two count neurons used in turn",
    gateBits: 8...16,
    builder: { chain in
      var wiring = LatchedGeneratorWiring(chain: chain)
      return wiring.build()
    })

  /// Loihi: the published two-phase circuit.
  public static let densityTwoPhase = WalkerMethod(
    name: "density-two-phase", family: .compartment,
    summary: "density method on Loihi compartments: buffer and counter stages (Smith et al. 2022)",
    gateBits: 8...8,
    builder: { chain in
      var wiring = TwoPhaseWiring(chain: chain)
      return wiring.build()
    })

  public static let all = [latchedGenerator, densityTwoPhase]
}
