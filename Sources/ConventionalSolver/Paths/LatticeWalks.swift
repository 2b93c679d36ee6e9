import CPathKernels
import Dispatch
import Instrumentation
import MarkovChains
import RandomStreams
import Synchronization

/// Walks on the integers from 0: in every step a walker moves with a probability that is a whole number of parts of a
/// power of two, as often up as down, or stays. 512 walkers are walked side by side, a bit of each in one vector, and
/// every walker's place is known after every step.
///
/// These are the steps of lattices of two or three outcomes without drift. Blocks of 4,096 walkers have streams of their
/// own, so the counts do not depend on the number of threads.
public struct LatticeWalks: Sendable {
  public static let block = 4096
  public static let walkerLimit = 1 << 40
  /// Places are held in 24 binary digits.
  public static let stepLimit = (1 << 23) - 1
  /// Most bits of the probability.
  public static let bitLimit = 16

  private let moves: UInt32
  private let bits: Int
  private let kernel: PathKernel

  /// - Parameters:
  ///   - moves: the probability to move is `moves / 2^bits`.
  ///   - bits: 0 (with `moves` 1: every step moves) to `bitLimit`.
  /// - Throws: `ChainError.badParameter`.
  public init(moves: Int = 1, bits: Int = 0) throws {
    try self.init(moves: moves, bits: bits, kernel: .fastest)
  }

  package init(moves: Int, bits: Int, kernel: PathKernel) throws {
    try ChainError.require(
      (0...Self.bitLimit).contains(bits), "bits", bits, allowed: "0 to \(Self.bitLimit)")
    try ChainError.require(
      (0...1 << bits).contains(moves), "moves", moves, allowed: "0 to \(1 << bits), with \(bits) bits")
    // A walker that always moves needs no draw for it; one that never does has none that says so.
    self.bits = moves == 1 << bits ? 0 : bits
    self.moves = UInt32(moves)
    self.kernel = kernel
    try ChainError.require(
      self.bits > 0 || moves > 0, "moves", moves, allowed: "1 to \(1 << bits): nobody moves otherwise")
  }

  /// Walks and counts.
  ///
  /// - Parameters:
  ///   - recordedSteps: ascending; the last one is the end of the walk.
  ///   - threads: at least 1. The result does not depend on it.
  ///   - shouldStop: polled after every block from all threads; true ends the run early.
  /// - Precondition: numbers within their limits.
  public func run(
    walkers: Int, recordedSteps: [Int], seed: UInt64, batch: UInt32 = 0, threads: Int = 1,
    shouldStop: @Sendable () -> Bool = { false }
  ) -> LatticeRun {
    precondition((1...Self.walkerLimit).contains(walkers), "\(walkers) walkers")
    precondition(threads >= 1, "at least one thread, got \(threads)")
    precondition(
      zip(recordedSteps, recordedSteps.dropFirst()).allSatisfy(<) && (recordedSteps.first ?? -1) >= 0
        && recordedSteps.last! <= Self.stepLimit, "recorded steps ascend, to at most \(Self.stepLimit)")
    let blocks = (walkers + Self.block - 1) / Self.block
    let key = StreamKey(seed: seed, purpose: .path, batch: batch)
    let next = Atomic(0)
    let total = Mutex(LatticeRun(recordedSteps: recordedSteps))
    DispatchQueue.concurrentPerform(iterations: min(threads, blocks)) { _ in
      var own = LatticeRun(recordedSteps: recordedSteps)
      while !shouldStop() {
        let block = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard block < blocks else { break }
        walk(block, count: min(Self.block, walkers - block * Self.block), key, into: &own)
      }
      total.withLock { $0 += own }
    }
    var run = total.withLock { $0 }
    run.interrupted = run.walkers < walkers
    return run
  }

  private func walk(_ block: Int, count: Int, _ key: StreamKey, into run: inout LatticeRun) {
    var stream = BlockStream(key: key, block: UInt64(block))
    let sliced = Int(PATH_SLICED)
    for first in stride(from: 0, to: count, by: sliced) {
      let walkers = min(sliced, count - first)
      var (slice, step) = (path_slice(), 0)
      for (record, end) in run.recordedSteps.enumerated() {
        let words = kernel.slide(&stream, &slice, steps: step..<end, moves: moves, bits: bits)
        run.events[.randomDraw] += words / 2
        step = end
        add(walkers, of: slice, after: step, to: &run.counts[record])
      }
      run.walkers += walkers
      run.events[.walkerStep] += UInt64(walkers * step)
    }
  }

  /// Puts the digits of every walker together. Its gain is its place and, for each step, what keeps it from falling
  /// below 0: 1 with a chance to stay, else half a move.
  private func add(_ walkers: Int, of slice: path_slice, after step: Int, to counts: inout [UInt64]) {
    let digits = (2 * step).bitWidth - (2 * step).leadingZeroBitCount
    withUnsafeBytes(of: slice) { bytes in
      let words = bytes.bindMemory(to: UInt32.self)
      for walker in 0..<walkers {
        let (lane, bit) = (walker / 32, UInt32(walker % 32))
        var gain = 0
        for digit in 0..<digits { gain |= Int(words[16 * digit + lane] >> bit & 1) << digit }
        counts[bits == 0 ? 2 * gain : gain] += 1
      }
    }
  }
}

/// Where the walkers of one run were.
public struct LatticeRun: Hashable, Sendable {
  public let recordedSteps: [Int]
  /// For every recorded step n the walkers on -n ... n.
  public fileprivate(set) var counts: [[UInt64]]
  /// Walkers that were walked to the end.
  public fileprivate(set) var walkers = 0
  /// Operations: `walkerStep`, `randomDraw` (64 bits).
  public fileprivate(set) var events = EventCounts()
  /// Whether the run was ended early.
  public fileprivate(set) var interrupted = false

  fileprivate init(recordedSteps: [Int]) {
    self.recordedSteps = recordedSteps
    counts = recordedSteps.map { [UInt64](repeating: 0, count: 2 * $0 + 1) }
  }

  fileprivate static func += (a: inout LatticeRun, b: LatticeRun) {
    for record in a.counts.indices {
      for place in a.counts[record].indices { a.counts[record][place] += b.counts[record][place] }
    }
    a.walkers += b.walkers
    a.events += b.events
  }
}
