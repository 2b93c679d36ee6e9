import ConventionalSolver
import MarkovChains
import Testing

@Suite("Alias tables")
struct AliasTableTests {
  @Test("give every transition its probability to double precision", arguments: [1, 2, 3, 4, 5, 37, 64, 65])
  func probabilities(_ count: Int) throws {
    let chain = try Problems.dense(count)
    let tables = AliasTables(stages: [chain], absorbing: Array(repeating: false, count: count))
    for state in 0..<count {
      var mass = [Double](repeating: 0, count: count)
      let row = tables.rows[state]
      let columns = tables.columns[Int(row.first)...Int(row.first + row.mask)]
      for column in columns {
        // Share of the words that name this column and lie under (threshold, fraction).
        let share =
          (Double(column.threshold) + Double(column.fraction) * 0x1p-32 * Double(row.mask + 1)) * 0x1p-32
        mass[Int(column.target)] += share / Double(columns.count)
        mass[Int(column.alias)] += (1 - share) / Double(columns.count)
      }
      for transition in chain[row: state] {
        #expect(abs(mass[transition.target] - transition.probability) < 1e-15)
      }
    }
  }

  @Test("mark targets that absorb and no others")
  func marks() throws {
    let chain = try Problems.ruin(top: 4, right: 0.25)
    let tables = AliasTables(stages: [chain], absorbing: [true, false, false, false, true])
    for column in tables.columns {
      for target in [column.target, column.alias] {
        let state = target & ~AliasTables.absorbingBit
        #expect((target != state) == (state == 0 || state == 4))
      }
    }
  }
}
