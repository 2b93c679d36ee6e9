import CGSL

/// The tail probabilities and quantiles that the tests need: the one seam to the GNU Scientific Library.
package enum Distributions {
  /// P(chi-square with `degrees` of freedom > x).
  package static func chiSquareTail(_ x: Double, degrees: Double) -> Double {
    gsl_cdf_chisq_Q(max(x, 0), degrees)
  }

  /// The x with tail probability `tail`.
  package static func chiSquareQuantile(tail: Double, degrees: Double) -> Double {
    gsl_cdf_chisq_Qinv(tail, degrees)
  }

  /// The t with P(|T| > t) = `tail`, by Student's law; by the normal one for no degrees.
  package static func twoSidedQuantile(tail: Double, degrees: Int?) -> Double {
    degrees.map { gsl_cdf_tdist_Qinv(tail / 2, Double($0)) } ?? gsl_cdf_ugaussian_Qinv(tail / 2)
  }
}
