import MarkovChains

extension CoMovingLattice {
  /// What was chosen, and why, in a sentence or two.
  var text: String {
    let (below, above) = law.reach
    let jumps =
      process.intensity == 0
      ? "" : below == 2 && above == 2 ? "small jumps and diffusion in one, " : "a jump on a gate of its own, "
    return
      "Co-moving lattice: \(states) states, \(steps) steps, \(law.offsets.count) outcomes a step (\(jumps)no drift), "
      + "\(grid.bits)-bit gates drawn exactly. Chosen because increments are independent of the state: the read-out then "
      + "carries drift and scale, and rounding changes neither mean nor variance."
  }
}
