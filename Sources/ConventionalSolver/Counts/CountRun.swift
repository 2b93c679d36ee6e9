import Instrumentation
import MarkovChains
import RandomStreams

/// A counter stream that counts what is drawn from it.
private struct CountedStream: UniformSource {
  var stream: CounterStream
  var draws: UInt64 = 0

  mutating func uniform() -> Double {
    draws &+= 1
    return stream.uniform()
  }
}

private struct SplitDraws {
  var numbers: UInt64 = 0
  var binomials: UInt64 = 0
}

extension ConventionalSolver {
  /// One batch by splitting the walkers on every state among its transitions: the joint law of the counts is
  /// that of independent walkers. State s at step n draws from the stream (identity: s, tick: n).
  func countRun(start: [Int], key: StreamKey, shouldStop: @Sendable () -> Bool) -> ConventionalRun {
    var recorder = TallyRecorder(chain: recordingChain, recordedSteps: recordedSteps)
    var draws = SplitDraws()
    var counts = start.map { UInt64($0) }
    var next = counts
    var step = 0
    var interrupted = false
    while true {
      let ended = step == problem.horizon.limit || (endsEmpty && liveWalkers(counts) == 0)
      interrupted = !ended && step & 15 == 15 && shouldStop()
      recorder.record(step: step, counts: counts, last: ended || interrupted)
      if ended || interrupted { break }
      split(counts, into: &next, step: step, key: key, draws: &draws)
      swap(&counts, &next)
      step += 1
    }
    let events = EventCounts([
      .walkerStep: recorder.tally.walkerSteps, .randomDraw: draws.numbers, .binomialDraw: draws.binomials,
    ])
    return ConventionalRun(tally: recorder.tally, events: events, interrupted: interrupted)
  }

  private func split(
    _ counts: [UInt64], into next: inout [UInt64], step: Int, key: StreamKey, draws: inout SplitDraws
  ) {
    for state in next.indices { next[state] = absorbing[state] ? counts[state] : 0 }
    let firstRow = step % problem.stages.count * problem.stateCount
    for state in counts.indices where counts[state] > 0 && !absorbing[state] {
      var stream = CountedStream(stream: CounterStream(key: key, identity: UInt64(state), tick: UInt64(step)))
      var left = Int(counts[state])
      var entry = splits.offsets[firstRow + state]
      while left > 0 {
        let share = splits.conditional[entry]
        if share < 1 { draws.binomials += 1 }
        let taken = drawBinomial(n: left, p: share, from: &stream)
        next[splits.targets[entry]] += UInt64(taken)
        left -= taken
        entry += 1
      }
      draws.numbers += stream.draws
    }
  }

  /// A chain that absorbs where the whole schedule does: a stage may hold walkers still where another moves
  /// them.
  private var recordingChain: MarkovChain {
    guard problem.stages.count > 1 else { return problem.chain }
    let rows = absorbing.indices.map { state in
      [
        MarkovChain.Transition(
          target: absorbing[state] ? state : (state + 1) % absorbing.count, probability: 1)
      ]
    }
    // Every row is one sure step to a state of the chain, and a lone state absorbs.
    return try! MarkovChain(rows: rows, space: .graph(count: absorbing.count))
  }

  private var endsEmpty: Bool {
    if case .absorption = problem.horizon { true } else { false }
  }

  private func liveWalkers(_ counts: [UInt64]) -> UInt64 {
    counts.indices.reduce(0) { absorbing[$1] ? $0 : $0 + counts[$1] }
  }
}
