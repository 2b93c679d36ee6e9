extension Int {
  /// The whole number of `value`, which is cut to 1e15 either way; 0 for what is not a number. For numbers of nodes and
  /// steps that parameters far from all use make infinite: what follows refuses them by their size.
  init(bounded value: Double) { self = value.isNaN ? 0 : Int(Swift.min(Swift.max(value, -1e15), 1e15)) }
}
