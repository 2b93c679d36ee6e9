import MarkovChains

/// Collects the steps of a chain file, with the lines they stand on, and makes the chain.
struct ChainAssembler {
  let file: String
  let options: ChainFileOptions
  var names: [Int: String]
  /// How the file numbers the first state: 0 in CSV, 1 in Matrix Market. Errors speak the file's numbers.
  let firstNumber: Int

  private struct Step: Hashable {
    var from: Int
    var to: Int
  }

  private var lineOfStep: [Step: Int] = [:]
  private var lastLineOfRow: [Int: Int] = [:]
  private var steps: [(from: Int, transition: MarkovChain.Transition)] = []
  private var largestState = -1

  init(file: String, options: ChainFileOptions, names: [Int: String], firstNumber: Int) {
    self.file = file
    self.options = options
    self.names = names
    self.firstNumber = firstNumber
  }

  var stepCount: Int { steps.count }

  /// Adds a step between states that are numbers below `options.maximumStates`.
  mutating func add(
    from: Int, to: Int, probability: Double, displacement: SIMD2<Double>?, line: Int, column: Int
  ) throws {
    guard probability >= 0, probability <= 1 + options.tolerance else {
      throw fail(line, column, ChainFileWording.probabilityOutside(probability))
    }
    if let earlier = lineOfStep.updateValue(line, forKey: Step(from: from, to: to)) {
      throw fail(
        line, nil, ChainFileWording.duplicate(from: label(from), to: label(to), earlier: earlier))
    }
    lastLineOfRow[from] = line
    largestState = max(largestState, from, to)
    steps.append(
      (from, .init(target: to, probability: probability, displacement: displacement)))
  }

  /// Makes the chain of the states that the header declares, or of those that appear.
  func chain(header: ChainHeader) throws -> MarkovChain {
    let stateCount = try checkedStateCount(header)
    try checkPresence(stateCount: stateCount)
    var rows = [[MarkovChain.Transition]](repeating: [], count: stateCount)
    for step in steps { rows[step.from].append(step.transition) }
    for state in rows.indices {
      if lastLineOfRow[state] == nil {
        rows[state] = [.init(target: state, probability: 1)]
      } else {
        try checkSum(of: rows[state], state: state)
      }
    }
    let space = header.space ?? .graph(count: stateCount)
    guard space.count <= stateCount else {
      throw fail(nil, nil, ChainFileWording.spaceTooLarge(places: space.count, states: stateCount))
    }
    do {
      return try MarkovChain(rows: rows, space: space, names: names, tolerance: options.tolerance)
    } catch {
      throw fail(nil, nil, "\(error)")
    }
  }

  /// Compares what the header declares with what the file holds.
  private func checkedStateCount(_ header: ChainHeader) throws -> Int {
    if let declared = header.transitionCount, declared != stepCount {
      throw fail(nil, nil, ChainFileWording.count("transitions", declared: declared, found: stepCount))
    }
    let found = largestState + 1
    let count = header.stateCount ?? found
    guard count >= found else {
      throw fail(nil, nil, ChainFileWording.count("states", declared: count, found: found))
    }
    guard count <= options.maximumStates else {
      throw fail(nil, nil, ChainFileWording.tooManyStates(count, limit: options.maximumStates))
    }
    if let stray = names.keys.max(), stray >= count {
      throw fail(nil, nil, ChainFileWording.strayName(stray + firstNumber, count: count, first: firstNumber))
    }
    return count
  }

  private func label(_ state: Int) -> String { names[state] ?? String(state + firstNumber) }

  /// Refuses states without a row as the options demand, before memory is taken for `stateCount` rows.
  private func checkPresence(stateCount: Int) throws {
    if options.missingRows == .absorbing || lastLineOfRow.count == stateCount { return }
    var targets: Set<Int> = []
    for step in steps { targets.insert(step.transition.target) }
    for state in 0..<stateCount where lastLineOfRow[state] == nil {
      guard targets.contains(state) else {
        throw fail(nil, nil, ChainFileWording.unusedState(state: label(state)))
      }
      guard options.missingRows != .refused else {
        throw fail(nil, nil, ChainFileWording.missingRow(state: label(state)))
      }
    }
  }

  private func checkSum(of row: [MarkovChain.Transition], state: Int) throws {
    let sum = row.sorted { $0.target < $1.target }.reduce(0) { $0 + $1.probability }
    guard abs(sum - 1) <= options.tolerance else {
      throw fail(
        lastLineOfRow[state], nil,
        ChainFileWording.rowSum(state: label(state), sum: sum, tolerance: options.tolerance))
    }
  }

  private func fail(_ line: Int?, _ column: Int?, _ message: String) -> FormatError {
    FormatError(file: file, line: line, column: column, message: message)
  }
}
