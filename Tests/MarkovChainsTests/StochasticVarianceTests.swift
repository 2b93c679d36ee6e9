import ComplexModule
import MarkovChains
import RealModule
import Testing

/// Heston's and Bates's characteristic functions.
@Suite struct StochasticVarianceTests {
  private let heston = HestonModel(
    growth: 0.03, variance: 0.04, reversion: 1.5, longVariance: 0.09, volatilityOfVariance: 0.5,
    correlation: -0.7)

  @Test func `The price grows at the rate of growth, with jumps or without`() {
    let bates = BatesModel(heston: heston, intensity: 2, jumpMean: -0.1, jumpDeviation: 0.2)
    for time in [0.01, 1, 30] {
      let growth = Double.exp(0.03 * time)
      #expect(
        (heston.characteristicFunction(-Complex.i, time: time) - Complex(growth)).length < 1e-12 * growth)
      #expect(
        (bates.characteristicFunction(-Complex.i, time: time) - Complex(growth)).length < 1e-12 * growth)
    }
  }

  @Test func `At u = 0 the joint function is that of the square-root process`() {
    // E exp(-s v_t) = (1 + s/c)^(-d/2) exp(-s v0 exp(-kappa t) / (1 + s/c)), c = 2 kappa / ((1 - exp(-kappa t)) xi^2).
    let (s, time) = (3.0, 0.8)
    let decay = Double.exp(-1.5 * time)
    let c = 2 * 1.5 / ((1 - decay) * 0.25)
    let degrees = 4 * 1.5 * 0.09 / 0.25
    let expected = Double.pow(1 + s / c, -degrees / 2) * Double.exp(-s * 0.04 * decay / (1 + s / c))
    let found = heston.jointCharacteristicFunction(.zero, Complex(0, s), time: time)
    #expect((found - Complex(expected)).length < 1e-14)
  }

  @Test func `The joint function solves its equation: time is cut in two`() {
    // E exp(i u x + i w v) over t1 + t2 is the first part's, with the second part's exponent in v in place of w.
    let (u, w) = (Complex(1.3, -0.4), Complex(0.7, 0.2))
    let function = { (variance: Double, w: Complex<Double>, time: Double) -> Complex<Double> in
      var model = heston
      model.variance = variance
      return model.jointCharacteristicFunction(u, w, time: time)
    }
    // ln f is affine in the variance: its slope is the exponent.
    let slope = Complex.log(function(1, w, 0.3) / function(0, w, 0.3))
    let later = function(0, w, 0.3) * function(0.04, -slope * Complex.i, 0.5)
    #expect((later - function(0.04, w, 0.8)).length < 1e-13)
  }

  @Test func `With a constant variance the logarithm is normal`() {
    for (reversion, xi) in [(0.0, 0.0), (2, 0), (0, 1e-9), (2, 1e-9)] {
      let still = HestonModel(
        growth: 0, variance: 0.04, reversion: reversion, longVariance: 0.04, volatilityOfVariance: xi,
        correlation: 0.5)
      let u = Complex(2.0, -0.5)
      let expected = Complex.exp((u * u + u * Complex.i) * Complex(-0.5 * 0.04 * 1.7))
      #expect((still.characteristicFunction(u, time: 1.7) - expected).length < 1e-8 * max(xi * 1e9, 1e-6))
      #expect(abs(still.meanVariance(over: 1.7) - 0.04) < 1e-17)
    }
  }

  @Test func `Parameters out of range are named`() {
    var wrong = heston
    wrong.correlation = -1.01
    #expect(throws: ChainError.self) { try wrong.check() }
    wrong = heston
    wrong.variance = -0.1
    #expect(throws: ChainError.self) { try wrong.check() }
    #expect(throws: ChainError.self) {
      try BatesModel(heston: heston, intensity: -1, jumpMean: 0, jumpDeviation: 0.1).check()
    }
  }
}
