/// Moments of a law and its cumulants, one from the other.
///
/// Both lists start with order 1: `moments[n - 1]` is E X^n. Cumulants of independent steps add up, which is why a
/// walk of N steps is matched to a process by cumulants.
enum Cumulants {
  /// kappa_n = m_n - sum over k < n of C(n-1, k-1) kappa_k m_(n-k).
  static func ofMoments(_ moments: [Double]) -> [Double] {
    var cumulants: [Double] = []
    for n in 1...max(moments.count, 1) where n <= moments.count {
      cumulants.append(moments[n - 1] - mixedSum(n, cumulants, moments))
    }
    return cumulants
  }

  static func moments(of cumulants: [Double]) -> [Double] {
    var moments: [Double] = []
    for n in 1...max(cumulants.count, 1) where n <= cumulants.count {
      moments.append(cumulants[n - 1] + mixedSum(n, cumulants, moments))
    }
    return moments
  }

  private static func mixedSum(_ n: Int, _ cumulants: [Double], _ moments: [Double]) -> Double {
    var (sum, binomial) = (0.0, 1.0)
    for k in 1..<max(n, 1) {
      sum += binomial * cumulants[k - 1] * moments[n - k - 1]
      binomial *= Double(n - k) / Double(k)
    }
    return sum
  }
}
