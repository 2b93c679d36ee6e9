/// Roots of functions of one variable.
enum RootFinding {
  /// The root between `lower` and `upper`, where the function has opposite signs, to the last digits: bisection
  /// with steps of the Illinois variant of the false position in between.
  static func root(between lower: Double, and upper: Double, of function: (Double) -> Double) -> Double {
    var (a, b) = (lower, upper)
    var (fa, fb) = (function(a), function(b))
    var last = 0
    for step in 0..<200 where abs(b - a) > 4e-16 * max(abs(a), abs(b)) && fa != 0 && fb != 0 {
      let secant = b - fb * (b - a) / (fb - fa)
      let inside = secant > min(a, b) && secant < max(a, b)
      let x = step % 4 == 3 || !inside ? (a + b) / 2 : secant
      let fx = function(x)
      if (fx > 0) == (fb > 0) {
        (b, fb) = (x, fx)
        if last == 1 { fa /= 2 }
        last = 1
      } else {
        (a, fa) = (x, fx)
        if last == -1 { fb /= 2 }
        last = -1
      }
    }
    return abs(fa) < abs(fb) ? a : b
  }
}
