import EnergyModels
import Instrumentation

extension MadeUpResult {
  static func energies(_ isChip: Bool, _ steps: UInt64) -> [EnergyEstimate] { [] }
}
