extension WalkProblem {
  /// The fraction of walkers not yet absorbed after 0, 1, ..., `steps` steps.
  public func survival(upTo steps: Int) -> [Double] {
    let transient = transientStates
    let strength = sourceStrength
    var fractions: [Double] = []
    fractions.reserveCapacity(steps + 1)
    forEachStep(upTo: steps) { _, law in
      fractions.append(transient.reduce(0) { $0 + law[$1] } / strength)
      return true
    }
    return fractions
  }
}
