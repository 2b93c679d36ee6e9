import CSuperLU

/// A factored sparse square matrix: SuperLU (Demmel, Eisenstat, Gilbert, Li, Liu 1999) with iterative
/// refinement.
///
/// Solving does not change the factors, so one factorisation may serve several threads.
final class SparseFactorization: @unchecked Sendable {
  private let handle: UnsafeMutablePointer<sparse_lu>
  let size: Int

  /// Factors the matrix with the given rows (column, value), each by ascending column.
  ///
  /// - Throws: `ChainError.noAnswer` if it is singular, singular to working precision, or too large.
  init(rows: [[(column: Int, value: Double)]]) throws {
    size = rows.count
    let nonzeros = rows.reduce(0) { $0 + $1.count }
    guard size < Int(Int32.max) - 1, nonzeros <= Int(sparse_lu_nonzero_limit()) else {
      throw ChainError.noAnswer(
        "the linear system has \(size) unknowns and \(nonzeros) coefficients; the sparse solver takes at "
          + "most \(sparse_lu_nonzero_limit()) coefficients: use answers over a finite number of steps")
    }
    let columns = CompressedColumns(rows: rows, nonzeros: nonzeros)
    var (info, rcond): (Int32, Double) = (0, 0)
    let made = sparse_lu_create(
      Int32(size), Int32(nonzeros), columns.values, columns.rowIndices, columns.starts, &rcond, &info)
    guard let made else { throw ChainError.noAnswer(Self.noMemory(size)) }
    if info != 0 {
      sparse_lu_free(made)
      throw ChainError.noAnswer(Self.failure(info: Int(info), size: size, rcond: rcond))
    }
    handle = made
  }

  deinit { sparse_lu_free(handle) }

  /// The x of `A x = b`, or of `A' x = b`.
  func solve(_ b: [Double], transposed: Bool = false) throws -> [Double] {
    precondition(b.count == size)
    var (right, solution) = (b, [Double](repeating: 0, count: size))
    let info = sparse_lu_solve(handle, transposed ? 1 : 0, &right, &solution)
    guard info == 0 else {
      throw ChainError.noAnswer(Self.failure(info: Int(info), size: size, rcond: 0))
    }
    return solution
  }

  private static func noMemory(_ size: Int) -> String {
    "the linear system of \(size) unknowns does not fit into memory"
  }

  private static func failure(info: Int, size: Int, rcond: Double) -> String {
    switch info {
    case 1...size: "the linear system is singular at its unknown \(info - 1) of \(size)"
    case size + 1:
      "the linear system is singular to working precision (reciprocal condition number \(rcond)): "
        + "walkers take too long to be absorbed for an exact answer in double precision"
    default: noMemory(size)
    }
  }
}

/// A sparse matrix by columns, from rows.
private struct CompressedColumns {
  var values: [Double]
  var rowIndices: [Int32]
  var starts: [Int32]

  init(rows: [[(column: Int, value: Double)]], nonzeros: Int) {
    values = Array(repeating: 0, count: nonzeros)
    rowIndices = Array(repeating: 0, count: nonzeros)
    starts = Array(repeating: 0, count: rows.count + 1)
    for row in rows { for entry in row { starts[entry.column + 1] += 1 } }
    for column in rows.indices { starts[column + 1] += starts[column] }
    var next = starts
    for (index, row) in rows.enumerated() {
      for entry in row {
        let place = Int(next[entry.column])
        values[place] = entry.value
        rowIndices[place] = Int32(index)
        next[entry.column] += 1
      }
    }
  }
}
