import CPathKernels
import MarkovChains
import RealModule

/// One step of a process with independent increments, as the kernels take it.
///
/// Numbers of jumps are drawn by inversion: a random word is compared with 2^32 P(at most k jumps). What lies beyond the
/// last threshold, less than 2^-32 of the probability, is never drawn.
package struct PathStep: Sendable {
  /// Most jumps that a step expects; beyond it `exp(-mean)` and with it the first thresholds lose their bits.
  static let mostJumps = 64.0

  package var drift: Float
  package var deviation: Float
  package var jumps: JumpLaw?
  /// 2^32 P(at most k jumps), k = 0, 1, ...
  package var thresholds: [UInt32]

  package init(_ process: LevyProcess, time: Double) {
    drift = Float(process.drift * time)
    deviation = Float((process.variance * time).squareRoot())
    jumps = process.intensity > 0 ? process.jumps : nil
    thresholds = jumps == nil ? [] : Self.thresholds(mean: process.intensity * time)
  }

  private static func thresholds(mean: Double) -> [UInt32] {
    var (thresholds, sum, count): ([UInt32], Double, Int) = ([], 0, 0)
    while true {
      sum += Double.exp(Double(count) * Double.log(mean) - mean - Double.logGamma(Double(count) + 1))
      let threshold = (sum * 0x1p32).rounded()
      guard threshold < 0x1p32 else { return thresholds }
      // Beyond the mode the terms only shrink: once one changes nothing, none will.
      if Double(count) > mean, thresholds.last == UInt32(threshold) { return thresholds }
      thresholds.append(UInt32(threshold))
      count += 1
    }
  }

  /// Calls `body` with the kernels' form of the step.
  func withKernelStep<Result>(_ body: (UnsafePointer<path_step>) -> Result) -> Result {
    thresholds.withUnsafeBufferPointer { thresholds in
      var step = path_step()
      (step.drift, step.deviation) = (drift, deviation)
      step.thresholds = thresholds.baseAddress
      step.threshold_count = thresholds.count
      switch jumps {
      case nil: step.jumps = PATH_NO_JUMPS
      case .normal(let mean, let deviation):
        step.jumps = PATH_NORMAL_JUMPS
        (step.jump_mean, step.jump_deviation) = (Float(mean), Float(deviation))
      case .doubleExponential(let up, let rateUp, let rateDown):
        step.jumps = PATH_EXPONENTIAL_JUMPS
        step.up = UInt32(min(up * 0x1p32, 0x1p32 - 1))
        (step.up_mean, step.down_mean) = (Float(1 / rateUp), Float(1 / rateDown))
      }
      return body(&step)
    }
  }
}
