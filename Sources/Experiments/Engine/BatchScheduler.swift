import Dispatch
import Foundation

/// Runs the batches of a run on threads and hands them on in the order of their numbers.
///
/// A batch is a pure function of its number, so results do not depend on the number of threads.
struct BatchScheduler {
  var threads: Int
  var shouldStop: @Sendable () -> Bool

  /// - Parameters:
  ///   - body: runs one batch; nil if it was stopped before it was complete.
  ///   - consume: takes a completed batch; called in order, never from two threads at once.
  /// - Throws: the first error by batch number.
  func run<Batch: Sendable>(
    count: Int, body: @escaping @Sendable (Int) throws -> Batch?,
    consume: @escaping (Int, Batch) -> Void
  ) throws {
    let board = Board<Batch>(count: count, consume: consume)
    let stop = shouldStop
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, count))) { _ in
      while let number = board.take(), !stop() {
        board.put(number, Result { try body(number) })
      }
    }
    try board.finish()
  }
}

/// What the threads share: the next batch to start, and batches that wait for an earlier one.
private final class Board<Batch: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private let count: Int
  private let consume: (Int, Batch) -> Void
  private var started = 0
  private var consumed = 0
  private var waiting: [Int: Batch] = [:]
  private var failures: [Int: Error] = [:]

  init(count: Int, consume: @escaping (Int, Batch) -> Void) {
    self.count = count
    self.consume = consume
  }

  func take() -> Int? {
    lock.withLock {
      guard started < count, failures.isEmpty else { return nil }
      started += 1
      return started - 1
    }
  }

  func put(_ number: Int, _ result: Result<Batch?, Error>) {
    lock.withLock {
      switch result {
      case .success(let batch): waiting[number] = batch
      case .failure(let error): failures[number] = error
      }
      while let next = waiting.removeValue(forKey: consumed) {
        consume(consumed, next)
        consumed += 1
      }
    }
  }

  /// Hands on what an interrupted earlier batch held back, and throws what went wrong first.
  func finish() throws {
    if let first = failures.keys.min() { throw failures[first]! }
    for number in waiting.keys.sorted() { consume(number, waiting[number]!) }
  }
}
