/// The integral of a smooth function by Simpson's rule.
func integral(
  from lower: Double, to upper: Double, intervals: Int = 2000, _ function: (Double) throws -> Double
) rethrows -> Double {
  let step = (upper - lower) / Double(intervals)
  var sum = 0.0
  for index in 0...intervals {
    let weight = index == 0 || index == intervals ? 1.0 : index % 2 == 1 ? 4 : 2
    sum += weight * (try function(lower + Double(index) * step))
  }
  return sum * step / 3
}
