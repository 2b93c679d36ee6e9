import ConventionalSolver
import Instrumentation
import MarkovChains
import Testing
import Glibc

func cpu() -> Double { var t = timespec(); clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return Double(t.tv_sec) + Double(t.tv_nsec) * 1e-9 }

@Suite struct ScratchBench {
  @Test func bench() throws {
    for (n, w) in [(16, 200_000), (1024, 200_000), (1_000_000, 200_000), (1024, 100_000_000)] {
      var start = [Int](repeating: w / n, count: n)
      if w / n == 0 { start = (0..<n).map { $0 < w ? 1 : 0 } }
      let problem = try WalkProblem(stages: [Problems.ring(n)], start: start.map(Double.init), horizon: .steps(100))
      let solver = ConventionalSolver(problem: problem, recordedSteps: [100])
      for method in ConventionalMethod.allCases where method == .counts || w < 1_000_000 {
        for threads in [1] {
          let t0 = cpu()
          let run = solver.run(method: method, start: start, seed: 0, batch: 0, threads: threads, shouldStop: { false })
          let s = cpu() - t0
          print("BENCH ring \(n) walkers \(w) \(method) threads \(threads): \(Double(run.tally.walkerSteps) / s) walker-steps/s, \(s) s, binomials/s \(Double(run.events[.binomialDraw])/s)")
        }
      }
    }
  }
}
