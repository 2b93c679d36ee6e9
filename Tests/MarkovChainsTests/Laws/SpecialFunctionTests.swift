import MarkovChains
import Testing

/// Special functions against values computed with 25 digits (mpmath 1.3).
@Suite struct SpecialFunctionTests {
  private typealias Functions = SpecialFunctions

  @Test(
    arguments: [
      (3, 0.5, 0.221604364275178457), (2, 1, 0.148495506775922048), (3, 1, 0.109691967197760137),
      (3, 20, 9.00911681334640151e-11), (3, 0.001, 0.499003915436452876), (4, 0, 1.0 / 3),
    ] as [(Int, Double, Double)])
  func `Exponential integrals`(n: Int, x: Double, value: Double) {
    #expect(isNear(Functions.exponentialIntegral(n, x), value, relative: 1e-13))
  }

  @Test(
    arguments: [
      (0, 1.0, 0.465759607593640437), (1, 1, 0.207910415349708449), (0, 100, 0.0399443792990966826),
      (1, 5000, 0.0056414726668388859), (7, 0.1, 1.40302613313000128e-13),
      (1, 1e7, 0.000126156621370134376), (2, 500_000, 0.000564187467838669231), (0, 0, 1), (3, 0, 0),
    ] as [(Int, Double, Double)])
  func `Modified Bessel functions`(n: Int, x: Double, value: Double) {
    #expect(isNear(Functions.scaledModifiedBessel(n, x), value, relative: 1e-13))
  }

  @Test(
    arguments: [
      (4.0, 0.13699945762506139), (6, 0.0927765678005383544), (10, 0.0561409927438225859), (0, 1),
      (1e10, 5.6418958354775629e-11),
    ] as [(Double, Double)])
  func `The scaled error function`(x: Double, value: Double) {
    #expect(isNear(Functions.scaledComplementaryErrorFunction(x), value, relative: 1e-13))
  }

  @Test(
    arguments: [
      (100.0, 100.0, 0.0398609968091471352), (1_000_500, 1e6, 0.000351984645212592089),
      (0.3, 2.5, 0.120399732131671794), (7.25, 3, 0.0171073372806713087), (0, 800, 0), (5, 0, 0),
    ] as [(Double, Double, Double)])
  func `Poisson weights`(k: Double, mean: Double, value: Double) {
    #expect(isNear(Functions.poissonWeight(k, mean: mean), value, relative: 1e-13))
  }

  @Test func `Bessel functions and their zeros`() {
    #expect(abs(Functions.bessel(0, 500) + 0.0341005568807319983) < 1e-14)
    #expect(abs(Functions.bessel(1, 37.5) + 0.107823344019276959) < 1e-14)
    let zeros = Functions.zerosOfBesselJ0(40)
    #expect(isNear(zeros[0], 2.40482555769577277, relative: 1e-15))
    #expect(isNear(zeros[1], 5.52007811028631065, relative: 1e-15))
    #expect(isNear(zeros[39], 124.879308913232946, relative: 1e-15))
  }
}
