/// A small dense square matrix, by rows.
package struct SquareMatrix {
  package let size: Int
  private var elements: [Double]

  package init(size: Int) {
    self.size = size
    elements = [Double](repeating: 0, count: size * size)
  }

  static func identity(_ size: Int) -> SquareMatrix {
    var matrix = SquareMatrix(size: size)
    for index in 0..<size { matrix[index, index] = 1 }
    return matrix
  }

  package subscript(row: Int, column: Int) -> Double {
    get { elements[row * size + column] }
    set { elements[row * size + column] = newValue }
  }

  func map(_ change: (Double) -> Double) -> SquareMatrix {
    var result = self
    result.elements = elements.map(change)
    return result
  }

  static func + (a: SquareMatrix, b: SquareMatrix) -> SquareMatrix {
    var sum = a
    for index in sum.elements.indices { sum.elements[index] += b.elements[index] }
    return sum
  }

  static func - (a: SquareMatrix, b: SquareMatrix) -> SquareMatrix { a + b.map { -$0 } }

  static func * (a: SquareMatrix, b: SquareMatrix) -> SquareMatrix {
    var product = SquareMatrix(size: a.size)
    for row in 0..<a.size {
      for inner in 0..<a.size {
        let factor = a[row, inner]
        for column in 0..<a.size { product[row, column] += factor * b[inner, column] }
      }
    }
    return product
  }

  /// One of the four quarters of a matrix of even size.
  func block(_ row: Int, _ column: Int) -> SquareMatrix {
    var quarter = SquareMatrix(size: size / 2)
    for i in 0..<quarter.size {
      for j in 0..<quarter.size { quarter[i, j] = self[row * quarter.size + i, column * quarter.size + j] }
    }
    return quarter
  }

  /// The exponential by its Taylor series, for matrices of a norm of about one or less.
  func exponential() -> SquareMatrix {
    var sum = Self.identity(size)
    var term = sum
    for k in 1...30 {
      term = (term * self).map { $0 / Double(k) }
      sum = sum + term
    }
    return sum
  }

  /// The X of `self X = right`, by elimination with the largest pivot of each column.
  package func solve(_ right: SquareMatrix) -> SquareMatrix {
    var (left, answer) = (self, right)
    for column in 0..<size {
      let pivot = (column..<size).max { abs(left[$0, column]) < abs(left[$1, column]) }!
      left.swapRows(column, pivot)
      answer.swapRows(column, pivot)
      for row in column + 1..<max(size, column + 1) {
        let factor = left[row, column] / left[column, column]
        left.subtract(factor, times: column, from: row)
        answer.subtract(factor, times: column, from: row)
      }
    }
    for column in (0..<size).reversed() {
      answer.divide(row: column, by: left[column, column])
      for row in 0..<column { answer.subtract(left[row, column], times: column, from: row) }
    }
    return answer
  }

  /// The x of `self x = right`.
  package func solve(_ right: [Double]) -> [Double] {
    var column = SquareMatrix(size: size)
    for row in 0..<size { column[row, 0] = right[row] }
    let answer = solve(column)
    return (0..<size).map { answer[$0, 0] }
  }

  private mutating func swapRows(_ a: Int, _ b: Int) {
    guard a != b else { return }
    for column in 0..<size { elements.swapAt(a * size + column, b * size + column) }
  }

  private mutating func subtract(_ factor: Double, times source: Int, from target: Int) {
    for column in 0..<size { self[target, column] -= factor * self[source, column] }
  }

  private mutating func divide(row: Int, by divisor: Double) {
    for column in 0..<size { self[row, column] /= divisor }
  }
}
