import EnergyModels
import Experiments

/// Joules and seconds.
struct EnergySection {
  let result: ExperimentResult
  var html: String { "" }
}
