import EnergyModels
import Instrumentation

extension MadeUpResult {
  static func energies(_ isChip: Bool, _ steps: UInt64) -> [EnergyEstimate] {
    isChip ? [estimate("published-2018", steps, 40), estimate("fitted-2024 & others", steps, 90)] : []
  }

  private static func estimate(_ name: String, _ steps: UInt64, _ picojoules: Double) -> EnergyEstimate {
    let unit = picojoules * 1e-12 * Double(steps)
    func range(_ factor: Double) -> EnergyRange {
      EnergyRange(low: unit * factor * 0.6, nominal: unit * factor, high: unit * factor * 1.9)
    }
    return EnergyEstimate(
      table: name, total: range(8.1),
      parts: [
        EnergyShare(name: "synaptic_event", kind: .dynamic, joules: range(3)),
        EnergyShare(name: "spike", kind: .dynamic, joules: range(1)),
        EnergyShare(name: "chip_crossing", kind: .crossing, joules: range(0.1)),
        EnergyShare(name: "static, used cores", kind: .staticPower, joules: range(4)),
      ],
      host: picojoules > 50 ? range(20) : nil, unpriced: [UnpricedEvent(event: .outputSpike, count: 77)],
      seconds: 123.456, assumptions: ["made up: no figure here has a source", "supply 0.75 V < 0.8 V"],
      staticIsPriced: picojoules > 50)
  }
}
