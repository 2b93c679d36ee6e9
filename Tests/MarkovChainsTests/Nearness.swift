/// Whether two numbers agree to a relative tolerance.
func isNear(_ value: Double, _ expected: Double, relative tolerance: Double) -> Bool {
  abs(value - expected) <= tolerance * max(abs(expected), 1e-300)
}

/// Whether two vectors agree to an absolute tolerance.
func areNear(_ values: [Double], _ expected: [Double], within tolerance: Double) -> Bool {
  values.count == expected.count && zip(values, expected).allSatisfy { abs($0 - $1) <= tolerance }
}
