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

  /// P(|T| > |t|) of Student's t; of the normal law for no degrees.
  package static func twoSidedTail(_ t: Double, degrees: Int?) -> Double {
    2 * (degrees.map { gsl_cdf_tdist_Q(abs(t), Double($0)) } ?? gsl_cdf_ugaussian_Q(abs(t)))
  }

  /// The t with P(|T| > t) = `tail`.
  package static func twoSidedQuantile(tail: Double, degrees: Int?) -> Double {
    degrees.map { gsl_cdf_tdist_Qinv(tail / 2, Double($0)) } ?? gsl_cdf_ugaussian_Qinv(tail / 2)
  }
}
