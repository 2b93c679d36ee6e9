import Dispatch
import Instrumentation
import MarkovChains
import RandomStreams
import Synchronization

/// Paths of a process with stationary independent increments, step by step, with no chain between: drift, diffusion and
/// jumps are drawn from their own laws, so there is no error but that of sampling and of single precision (a path of n
/// steps is off by about 1e-7 sqrt(n) of its spread).
///
/// Blocks of 4,096 paths have streams of their own, and their sums are added in the order of the blocks: the result
/// does not depend on the number of threads or on the machine.
public struct LevyPaths: Sendable {
  /// Paths that share a stream.
  public static let block = 4096
  /// Most paths and steps of a run.
  public static let pathLimit = 1 << 40
  public static let stepLimit = 1 << 24

  private let step: PathStep
  private let steps: Int
  private let kernel: PathKernel

  /// - Parameters:
  ///   - time: of a whole path.
  ///   - steps: into which it is divided; the law at the end does not depend on it.
  /// - Throws: `ChainError.badParameter` for a process or a number out of range.
  public init(process: LevyProcess, time: Double, steps: Int) throws {
    try self.init(process: process, time: time, steps: steps, kernel: .fastest)
  }

  package init(process: LevyProcess, time: Double, steps: Int, kernel: PathKernel) throws {
    try process.check()
    try ChainError.requirePositive("time", time)
    try ChainError.require(
      (1...Self.stepLimit).contains(steps), "steps", steps, allowed: "1 to \(Self.stepLimit)")
    let perStep = process.intensity * time / Double(steps)
    try ChainError.require(
      perStep <= PathStep.mostJumps, "steps", steps,
      allowed: "\(Int((process.intensity * time / PathStep.mostJumps).rounded(.up))) or more, for at most "
        + "\(Int(PathStep.mostJumps)) jumps a step")
    step = PathStep(process, time: time / Double(steps))
    self.steps = steps
    self.kernel = kernel
  }

  /// Walks paths from 0 and scores their ends.
  ///
  /// - Parameters:
  ///   - paths: 1 to `pathLimit`.
  ///   - seed: any value, 0 included.
  ///   - batch: batches have streams of their own.
  ///   - threads: at least 1. The result does not depend on it.
  ///   - shouldStop: polled after every block from all threads; true ends the run early.
  public func run(
    paths: Int, score: PathScore, seed: UInt64, batch: UInt32 = 0, threads: Int = 1,
    shouldStop: @Sendable () -> Bool = { false }
  ) -> PathRun {
    precondition((1...Self.pathLimit).contains(paths), "\(paths) paths; allowed: 1 to \(Self.pathLimit)")
    precondition(threads >= 1, "at least one thread, got \(threads)")
    let blocks = (paths + Self.block - 1) / Self.block
    let key = StreamKey(seed: seed, purpose: .path, batch: batch)
    let next = Atomic(0)
    let results = Mutex<[(block: Int, sums: PathScore.Sums, words: UInt64)]>([])
    DispatchQueue.concurrentPerform(iterations: min(threads, blocks)) { _ in
      var own: [(block: Int, sums: PathScore.Sums, words: UInt64)] = []
      withUnsafeTemporaryAllocation(byteCount: 4 * Self.block, alignment: 64) { memory in
        let places = memory.bindMemory(to: Float.self)
        while !shouldStop() {
          let block = next.wrappingAdd(1, ordering: .relaxed).oldValue
          guard block < blocks else { break }
          let count = min(Self.block, paths - block * Self.block)
          let (sums, words) = walk(block, count: count, key, places, score)
          own.append((block, sums, words))
        }
      }
      results.withLock { $0 += own }
    }
    return run(of: results.withLock { $0 }.sorted { $0.block < $1.block }, paths: paths, blocks: blocks)
  }

  private func walk(
    _ block: Int, count: Int, _ key: StreamKey, _ memory: UnsafeMutableBufferPointer<Float>,
    _ score: PathScore
  ) -> (PathScore.Sums, UInt64) {
    var stream = BlockStream(key: key, block: UInt64(block))
    let lanes = BlockStream.lanes
    let places = UnsafeMutableBufferPointer(rebasing: memory[..<((count + lanes - 1) / lanes * lanes)])
    places.initialize(repeating: 0)
    let words = kernel.advance(&stream, step, places, steps: steps)
    if score.isOfExponential { kernel.exponentials(places) }
    return (score.sums(UnsafeBufferPointer(rebasing: places[..<count])), words)
  }

  private func run(
    of results: [(block: Int, sums: PathScore.Sums, words: UInt64)], paths: Int, blocks: Int
  ) -> PathRun {
    var run = PathRun()
    for result in results {
      run.paths += min(Self.block, paths - result.block * Self.block)
      run.sums += result.sums
      // Two words are a 64-bit draw.
      run.events[.randomDraw] += result.words / 2
    }
    run.events[.walkerStep] = UInt64(run.paths) * UInt64(steps)
    run.interrupted = results.count < blocks
    return run
  }
}

/// What the paths of one run gave.
public struct PathRun: Hashable, Sendable {
  /// Paths that were walked to their end.
  public var paths = 0
  public var sums = PathScore.Sums()
  /// Operations: `walkerStep`, `randomDraw` (64 bits).
  public var events = EventCounts()
  /// Whether the run was ended early.
  public var interrupted = false

  public init() {}

  /// The mean score; not a number without paths.
  public var mean: Double { sums.sum / Double(paths) }

  /// The standard error of the mean, from the spread of the paths; infinite with fewer than two.
  public var standardError: Double {
    guard paths > 1 else { return .infinity }
    let spread = max(0, sums.squares - sums.sum * mean) / Double(paths - 1)
    return (spread / Double(paths)).squareRoot()
  }
}
