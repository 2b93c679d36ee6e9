import CFabricKernels
import Synchronization

/// Memory for the bits of many crossbars side by side: a tick reads rows of all of them, here and there, and does so
/// faster in few large pages. A slab lives as long as any crossbar in it.
final class CrossbarSlab: @unchecked Sendable {
  private let words: UnsafeMutablePointer<UInt64>
  private let capacity: Int

  private init(capacity: Int) {
    self.capacity = capacity
    words = .zeroed(capacity)
  }

  deinit { fabric_release(words) }

  /// The slab that is being filled: small at first, then larger and larger.
  private struct Current {
    var slab: CrossbarSlab?
    var used = 0
    var nextCapacity = 1 << 13
  }

  private static let current = Mutex(Current())
  private static let largest = 1 << 20

  /// Room for `count` words, all 0, aligned to 64 bytes.
  static func room(for count: Int) -> (slab: CrossbarSlab, words: UnsafeMutablePointer<UInt64>) {
    let aligned = (count + 7) & ~7
    return current.withLock { current in
      if let slab = current.slab, current.used + aligned <= slab.capacity {
        defer { current.used += aligned }
        return (slab, slab.words + current.used)
      }
      let slab = CrossbarSlab(capacity: max(current.nextCapacity, aligned))
      current.nextCapacity = min(2 * current.nextCapacity, largest)
      (current.slab, current.used) = (slab, aligned)
      return (slab, slab.words)
    }
  }
}
