import MarkovChains

// Goals, in order: the law of the row to 62 bits; one cache line for a step; little work to build.
//
// A. J. Walker, ACM TOMS 3 (1977) 253, doi 10.1145/355744.355749 (the method);
// M. D. Vose, IEEE TSE 17 (1991) 972, doi 10.1109/32.92917 (tables in linear time). In integers the columns
// close exactly. The number of columns is rounded up to a power of two, so that the low bits of a word name
// the column without bias; the columns added have no weight of their own.

/// Alias tables of all rows of all stages, to pick a transition with one word of 32 random bits
/// (and 32 more in the rare case that those do not decide).
package struct AliasTables: Sendable {
  /// Marks a target that absorbs.
  package static let absorbingBit: UInt32 = 1 << 31

  package struct Row {
    package var first: UInt32
    /// Columns - 1.
    package var mask: UInt32
  }

  /// A word w whose low bits name this column takes `target` if (w with 32 further bits below it) is under
  /// (`threshold`, `fraction`), else `alias`.
  package struct Column {
    package var threshold: UInt32
    package var fraction: UInt32
    package var target: UInt32
    package var alias: UInt32
  }

  /// Row of state s in stage g: `rows[g * stateCount + s]`.
  package private(set) var rows: [Row] = []
  package private(set) var columns: [Column] = []

  package init(stages: [MarkovChain], absorbing: [Bool]) {
    for stage in stages {
      for state in 0..<stage.stateCount {
        append(stage[row: state], absorbing: absorbing)
      }
    }
  }

  private mutating func append(_ row: ArraySlice<MarkovChain.Transition>, absorbing: [Bool]) {
    let bits = UInt64(Int.bitWidth - (row.count - 1).leadingZeroBitCount)
    let count = 1 << Int(bits)
    precondition(columns.count + count <= Int(UInt32.max), "more than 2^32 alias columns")
    let targets = row.map { UInt32($0.target) | (absorbing[$0.target] ? Self.absorbingBit : 0) }
    rows.append(Row(first: UInt32(columns.count), mask: UInt32(count - 1)))
    let filled = Self.fill(weights: Self.weights(of: row.map(\.probability)), columnBits: bits)
    columns.append(
      contentsOf: filled.map { column in
        // A full column has no alias: both outcomes are its target.
        let full = column.share == 1 << (Self.weightBits - bits)
        let threshold = full ? 0 : column.share << (64 - Self.weightBits)
        return Column(
          threshold: UInt32(truncatingIfNeeded: threshold >> 32) << UInt32(bits),
          fraction: UInt32(truncatingIfNeeded: threshold),
          target: targets[column.own], alias: targets[full ? column.own : column.alias])
      })
  }

  private static let weightBits: UInt64 = 62

  /// Integers in proportion to `probabilities` that sum to 2^62: a double's 53 bits are kept from 2^-10 up,
  /// below it the error is at most 2^-63. What rounding leaves goes to the largest.
  static func weights(of probabilities: [Double]) -> [UInt64] {
    var weights = probabilities.map { UInt64(($0 * 0x1p62).rounded()) }
    let largest = weights.indices.max { weights[$0] < weights[$1] }!
    let others = weights.indices.reduce(UInt64(0)) { $1 == largest ? $0 : $0 + weights[$1] }
    weights[largest] = (1 << weightBits) - others
    return weights
  }

  private struct Filling {
    var own = 0
    var share: UInt64 = 0
    var alias = 0
  }

  /// Vose's fill: every column has capacity 2^(62 - columnBits), the first `share` of it its own target's.
  private static func fill(weights: [UInt64], columnBits: UInt64) -> [Filling] {
    let capacity: UInt64 = 1 << (weightBits - columnBits)
    let count = 1 << Int(columnBits)
    var left = weights + [UInt64](repeating: 0, count: count - weights.count)
    var small = left.indices.filter { left[$0] < capacity }
    var large = left.indices.filter { left[$0] >= capacity }
    var columns = [Filling](repeating: Filling(), count: count)
    while let column = small.popLast() {
      let donor = large[large.count - 1]
      // A padding column has no target of its own: the donor stands in on both sides.
      columns[column] = Filling(
        own: column < weights.count ? column : donor, share: left[column], alias: donor)
      left[donor] -= capacity - left[column]
      if left[donor] < capacity { small.append(large.removeLast()) }
    }
    for column in large { columns[column] = Filling(own: column, share: capacity, alias: column) }
    return columns
  }
}
