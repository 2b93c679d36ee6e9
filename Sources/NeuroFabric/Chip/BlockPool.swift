import Glibc
import Synchronization

/// Threads that share the blocks of a tick.
///
/// Whoever is free takes the next block, so a thread that the system has put aside delays nobody but the block that
/// it holds; the caller works too, and runs all blocks itself if nobody helps. Waiting is a short spin that yields, then
/// sleep: on a busy machine no time is burnt.
final class BlockPool {
  private let shared: Shared
  private var helpers: [pthread_t] = []

  /// - Parameters:
  ///   - threads: in all, the caller's included.
  ///   - blocks: how many there are.
  ///   - body: runs one block; called once for each in every `run`.
  init(threads: Int, blocks: Int, body: @escaping @Sendable (Int) -> Void) {
    shared = Shared(blocks: blocks, body: body)
    for _ in 1..<max(threads, 1) {
      var thread = pthread_t()
      let argument = Unmanaged.passRetained(shared)
      let status = pthread_create(&thread, nil, { workOnBlocks($0) }, argument.toOpaque())
      // Without this helper the others do its work.
      if status == 0 { helpers.append(thread) } else { argument.release() }
    }
  }

  deinit {
    shared.end()
    for helper in helpers { pthread_join(helper, nil) }
  }

  /// Runs all blocks once, and returns when all are done.
  func run() {
    shared.begin()
    shared.takeBlocks()
    shared.waitUntilDone()
  }
}

private func workOnBlocks(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  Unmanaged<Shared>.fromOpaque(argument!).takeRetainedValue().work()
  return nil
}

/// What the threads of a pool share.
private final class Shared: @unchecked Sendable {
  private let blocks: Int
  private let body: @Sendable (Int) -> Void
  /// The next block to take; those at the end or beyond are none.
  private let next: Atomic<Int>
  private let done = Atomic<Int>(0)
  /// Counts the runs; -1 ends the threads.
  private let generation = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let wake: UnsafeMutablePointer<pthread_cond_t>

  /// Looks at a counter before a thread goes to sleep: some 100 microseconds. It offers its processor to others now
  /// and then, so that on a busy machine the time is theirs.
  private static let patience = 10_000

  init(blocks: Int, body: @escaping @Sendable (Int) -> Void) {
    self.blocks = blocks
    self.body = body
    next = Atomic(blocks)
    lock = .allocate(capacity: 1)
    wake = .allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
    pthread_cond_init(wake, nil)
  }

  deinit {
    pthread_cond_destroy(wake)
    pthread_mutex_destroy(lock)
    wake.deallocate()
    lock.deallocate()
  }

  func begin() {
    done.store(0, ordering: .relaxed)
    next.store(0, ordering: .releasing)
    generation.wrappingAdd(1, ordering: .sequentiallyConsistent)
    wakeSleepers()
  }

  func end() {
    generation.store(-1, ordering: .sequentiallyConsistent)
    wakeSleepers()
  }

  func takeBlocks() {
    while true {
      let block = next.wrappingAdd(1, ordering: .acquiring).oldValue
      guard block < blocks else { return }
      body(block)
      let finished = done.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue
      if finished == blocks { wakeSleepers() }
    }
  }

  func waitUntilDone() {
    wait { [self] in done.load(ordering: .sequentiallyConsistent) == blocks }
  }

  /// The life of a helper.
  func work() {
    var seen = 0
    while true {
      wait { [self] in generation.load(ordering: .sequentiallyConsistent) != seen }
      seen = generation.load(ordering: .sequentiallyConsistent)
      if seen < 0 { return }
      takeBlocks()
    }
  }

  private func wait(until isOver: () -> Bool) {
    for look in 1...Self.patience {
      if isOver() { return }
      if look.isMultiple(of: 64) { sched_yield() }
    }
    pthread_mutex_lock(lock)
    sleepers.wrappingAdd(1, ordering: .sequentiallyConsistent)
    while !isOver() { pthread_cond_wait(wake, lock) }
    sleepers.wrappingSubtract(1, ordering: .sequentiallyConsistent)
    pthread_mutex_unlock(lock)
  }

  private func wakeSleepers() {
    guard sleepers.load(ordering: .sequentiallyConsistent) > 0 else { return }
    pthread_mutex_lock(lock)
    pthread_cond_broadcast(wake)
    pthread_mutex_unlock(lock)
  }
}
