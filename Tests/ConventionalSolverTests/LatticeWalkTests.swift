import ConventionalSolver
import MarkovChains
import RandomStreams
import RealModule
import Testing

/// Bit-sliced walks against the exact law of their chain.
@Suite struct LatticeWalkTests {
  /// The law on -steps ... steps.
  private static func law(move: Double, steps: Int) -> [Double] {
    var law = [Double](repeating: 0, count: 2 * steps + 1)
    law[steps] = 1
    for _ in 0..<steps {
      var next = law.map { $0 * (1 - move) }
      for place in 1..<law.count {
        next[place] += law[place - 1] * move / 2
        next[place - 1] += law[place] * move / 2
      }
      law = next
    }
    return law
  }

  @Test(arguments: [(1, 0), (1, 1), (85, 8), (171, 8), (40_000, 16), (256, 8)])
  func `Walkers have the chain's law at every recorded step`(moves: Int, bits: Int) throws {
    let walks = try LatticeWalks(moves: moves, bits: bits)
    let (steps, walkers) = ([0, 1, 2, 37, 100], 1_000_000)
    let run = walks.run(walkers: walkers, recordedSteps: steps, seed: 4, threads: 2)
    #expect(run.walkers == walkers && !run.interrupted)
    #expect(run.events[.walkerStep] == UInt64(100 * walkers))
    for (counts, step) in zip(run.counts, steps) {
      let law = Self.law(move: Double(moves) / Double(1 << bits), steps: step)
      #expect(counts.reduce(0, +) == UInt64(walkers))
      var (statistic, cells) = (0.0, -1.0)
      for (count, share) in zip(counts, law) {
        if share == 0 { #expect(count == 0) }
        guard share * Double(walkers) >= 5 else { continue }
        let gap = Double(count) - share * Double(walkers)
        statistic += gap * gap / (share * Double(walkers))
        cells += 1
      }
      // Wilson and Hilferty's approximation of the chi-square law's upper 1e-7 (five steps of six chains: 3e-6).
      let limit =
        cells <= 0 ? 1e-9 : cells * Double.pow(1 - 2 / (9 * cells) + 5.2 * (2 / (9 * cells)).squareRoot(), 3)
      #expect(statistic <= limit, "step \(step): \(statistic), \(cells) degrees of freedom")
    }
  }

  @Test func `All kernels count the same, and so do threads`() throws {
    for (moves, bits) in [(1, 0), (5, 4)] {
      let runs = try PathKernel.all.flatMap { kernel in
        let walks = try LatticeWalks(moves: moves, bits: bits, kernel: kernel)
        return [1, 3].map { walks.run(walkers: 30_001, recordedSteps: [5, 300], seed: 1, threads: $0) }
      }
      #expect(runs.allSatisfy { $0 == runs[0] } && runs[0].walkers == 30_001)
      let other = try LatticeWalks(moves: moves, bits: bits).run(
        walkers: 30_001, recordedSteps: [5, 300], seed: 2)
      #expect(other.counts != runs[0].counts)
    }
  }

  /// Six steps of the same chain as the product of their draws, walker by walker in plain code.
  @Test func `Digits are the sums of the bits that were drawn`() throws {
    let run = try LatticeWalks().run(walkers: 512, recordedSteps: [6], seed: 3)
    var stream = BlockStream(key: StreamKey(seed: 3, purpose: .path, batch: 0), block: 0)
    var gains = [Int](repeating: 0, count: 512)
    for _ in 0..<6 {
      let words = stream.next()
      for walker in gains.indices { gains[walker] += Int(words[walker / 32] >> UInt32(walker % 32) & 1) }
    }
    var counts = [UInt64](repeating: 0, count: 13)
    for gain in gains { counts[2 * gain] += 1 }
    #expect(run.counts == [counts])
  }

  @Test func `Probabilities that are none are refused`() {
    for (moves, bits) in [(-1, 3), (9, 3), (0, 0), (2, 0), (1, 17), (1, -1)] {
      #expect(throws: ChainError.self) { try LatticeWalks(moves: moves, bits: bits) }
    }
    let stopped = try? LatticeWalks().run(walkers: 5, recordedSteps: [2], seed: 0, shouldStop: { true })
    #expect(stopped?.interrupted == true && stopped?.walkers == 0)
  }
}
