/// The texts of errors in chain files.
enum ChainFileWording {
  static let unknownEnding = "the ending tells the format: name the file .csv, .mtx or .mm"

  static func badProbability(_ field: String) -> String {
    "the probability is \(Wording.quoted(field)), which is not a number; write a decimal number from 0 to 1"
  }

  static func probabilityOutside(_ value: Double) -> String {
    "the probability is \(value); it must lie between 0 and 1"
  }

  static func badDisplacement(_ column: String, _ field: String) -> String {
    "\(column) is \(Wording.quoted(field)), which is not a finite number; "
      + "leave it empty where it has no meaning"
  }

  static func duplicate(from: String, to: String, earlier: Int) -> String {
    "the step from state \(from) to state \(to) is given a second time, "
      + "first at line \(earlier); add the two up"
  }

  static func rowSum(state: String, sum: Double, tolerance: Double) -> String {
    let off = abs(sum - 1)
    let side = sum > 1 ? "above" : "below"
    return
      "row \(state), which ends here, sums to \(sum), \(off) \(side) 1; at most \(tolerance) is tolerated"
  }

  static func missingRow(state: String) -> String {
    "state \(state) has no row; add one, or a step from the state to itself if it is absorbing"
  }

  static func unusedState(state: String) -> String {
    "state \(state) appears in no step; number the states without gaps, from 0"
      + ", or read with missing rows as absorbing states"
  }

  static func tooManyStates(_ count: Int, limit: Int) -> String {
    "has \(count) states; at most \(limit) are read"
  }

  static let noSteps = "has no steps; give at least one line from,to,probability"

  // MARK: CSV

  static func columns(_ found: Int, expected: Int) -> String {
    "the line has \(found) fields, the header \(expected)"
  }

  static func missingColumn(_ name: String) -> String {
    "the header has no column \(Wording.quoted(name)); it must name from, to and probability, "
      + "and may name dx and dy"
  }

  static func repeatedColumn(_ name: String) -> String {
    "the header names the column \(Wording.quoted(name)) twice"
  }

  static func badState(_ field: String) -> String {
    "the state is \(Wording.quoted(field)); write a whole number from 0, or a name that is not a number"
  }

  static func stateTooLarge(_ field: String, limit: Int) -> String {
    "the state number is \(field); at most \(limit) states, numbered from 0, are read"
  }

  static let emptyState = "the state is empty; write its number or name"

  // MARK: Matrix Market

  static let banner =
    "the first line must be: %%MatrixMarket matrix coordinate real general"

  static func unsupported(_ word: String, _ value: String, allowed: String) -> String {
    "the \(word) is \(Wording.quoted(value)); allowed: \(allowed)"
  }

  static func sizeLine(_ line: String) -> String {
    "the size line is \(Wording.quoted(line)); it must hold three whole numbers: rows, columns, entries"
  }

  static func notSquare(_ rows: Int, _ columns: Int) -> String {
    "has \(rows) rows and \(columns) columns; the matrix of a chain is square"
  }

  static func truncated(declared: Int, found: Int) -> String {
    "the file ends after \(found) of \(declared) entries; \(declared - found) are missing"
  }

  static func tooManyEntries(declared: Int) -> String {
    "more entries follow than the \(declared) that the size line declares"
  }

  static func entryLine(_ line: String) -> String {
    "the entry is \(Wording.quoted(line)); it must hold three fields: row, column, probability"
  }

  static func badIndex(_ field: String, count: Int) -> String {
    "the state number is \(Wording.quoted(field)); Matrix Market counts from 1, here to \(count)"
  }

  // MARK: Header remarks

  static func badRemark(_ text: String) -> String {
    "the remark \(Wording.quoted(text)) is not understood; "
      + "allowed: spikewalk-chain 1, states N transitions M, space KIND NUMBERS, name STATE TEXT"
  }

  static func version(_ found: String) -> String {
    "is a chain file of version \(Wording.quoted(found)); this program reads version 1"
  }

  static func repeatedName(_ name: String) -> String {
    "two states have the name \(Wording.quoted(name)); give each its own"
  }

  static func count(_ what: String, declared: Int, found: Int) -> String {
    "declares \(declared) \(what), but holds \(found); the file is cut short or was edited"
  }

  static let openEnd =
    "the last line has no line end; the file is cut short, or an editor left it out: add it"

  static func spaceTooLarge(places: Int, states: Int) -> String {
    "the space has \(places) places, but the chain has \(states) states"
  }

  static func unwritableName(_ name: String) -> String {
    "the state name \(Wording.quoted(name)) is empty or holds a control character or a space at an end; "
      + "files cannot hold it"
  }

  static func unwritableDisplacement(state: String) -> String {
    "a displacement in row \(state) is not finite; files cannot hold it"
  }

  static func strayName(_ state: Int, count: Int, first: Int) -> String {
    "the name of state \(state) has no state: states are numbered \(first) to \(count - 1 + first)"
  }
}
