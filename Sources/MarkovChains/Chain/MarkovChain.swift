/// A discrete-time Markov chain on states 0 ..< count: sparse rows of transition probabilities.
///
/// Rows are kept in compressed form. Every row sums to one; an absorbing state has a row that leads to itself
/// alone. A chain knows nothing of chips or walkers.
public struct MarkovChain: Hashable, Sendable {
  /// One transition out of a state.
  public struct Transition: Hashable, Sendable {
    public var target: Int
    public var probability: Double
    /// The step's displacement in the coordinates of the state space (second component 0 in one dimension),
    /// as the process means it: across a periodic seam it is the short step, not the jump of the coordinate.
    /// Nil where displacement has no meaning (a kill, an edge of a graph).
    public var displacement: SIMD2<Double>?

    public init(target: Int, probability: Double, displacement: SIMD2<Double>? = nil) {
      self.target = target
      self.probability = probability
      self.displacement = displacement
    }
  }

  public let space: StateSpace
  /// Names of states beyond the mesh ("escaped", "killed") and of named states; the others have none.
  public let names: [Int: String]
  let rowOffsets: [Int]
  let transitions: [Transition]
  let absorbingFlags: [Bool]

  /// Checks and keeps the rows.
  ///
  /// - Parameters:
  ///   - rows: for every state its transitions; targets may repeat (parallel edges are added up).
  ///     A transition of probability zero is dropped.
  ///   - tolerance: how far a row sum may be from one; a row within it is normalised, up to rounding.
  /// - Throws: `ChainError` naming the row for a probability that is negative, above one or not a number, a target
  ///   that is not a state, or a sum off one by more than `tolerance`.
  public init(
    rows: [[Transition]], space: StateSpace, names: [Int: String] = [:], tolerance: Double = 1e-9
  ) throws {
    var offsets = [0]
    var flat: [Transition] = []
    var absorbing: [Bool] = []
    offsets.reserveCapacity(rows.count + 1)
    for (state, row) in rows.enumerated() {
      let kept = try Self.checked(row, state: state, stateCount: rows.count, tolerance: tolerance)
      flat.append(contentsOf: kept)
      offsets.append(flat.count)
      absorbing.append(kept.count == 1 && kept[0].target == state)
    }
    guard !rows.isEmpty else { throw ChainError.noStates }
    guard space.count <= rows.count else {
      throw ChainError.spaceMismatch(places: space.count, states: rows.count)
    }
    self.space = space
    self.names = names
    rowOffsets = offsets
    transitions = flat
    absorbingFlags = absorbing
  }

  public var stateCount: Int { absorbingFlags.count }
  public var transitionCount: Int { transitions.count }

  /// The transitions out of `state`, by ascending target; never empty.
  public subscript(row state: Int) -> ArraySlice<Transition> {
    transitions[rowOffsets[state]..<rowOffsets[state + 1]]
  }

  public func isAbsorbing(_ state: Int) -> Bool { absorbingFlags[state] }

  /// The absorbing states, ascending.
  public var absorbingStates: [Int] { absorbingFlags.indices.filter { absorbingFlags[$0] } }

  /// The states that are not absorbing, ascending: the nodes of a walker circuit.
  public var transientStates: [Int] { absorbingFlags.indices.filter { !absorbingFlags[$0] } }

  /// The state's name, or its number.
  public func label(of state: Int) -> String { names[state] ?? String(state) }

  /// The same chain with other probabilities, in the order of the transitions and taken as they are.
  ///
  /// - Precondition: one positive probability for every transition; rows sum to one.
  func replacing(probabilities: [Double]) -> MarkovChain {
    precondition(probabilities.count == transitions.count && probabilities.allSatisfy { $0 > 0 })
    var changed = transitions
    for index in changed.indices { changed[index].probability = probabilities[index] }
    return MarkovChain(
      space: space, names: names, rowOffsets: rowOffsets, transitions: changed,
      absorbingFlags: absorbingFlags)
  }

  private init(
    space: StateSpace, names: [Int: String], rowOffsets: [Int], transitions: [Transition],
    absorbingFlags: [Bool]
  ) {
    self.space = space
    self.names = names
    self.rowOffsets = rowOffsets
    self.transitions = transitions
    self.absorbingFlags = absorbingFlags
  }

  private static func checked(
    _ row: [Transition], state: Int, stateCount: Int, tolerance: Double
  ) throws -> [Transition] {
    var merged: [Transition] = []
    var sum = 0.0
    for transition in row.sorted(by: { $0.target < $1.target }) {
      let p = transition.probability
      guard p >= 0, p <= 1 + tolerance else {
        throw ChainError.badProbability(row: state, target: transition.target, value: p)
      }
      guard (0..<stateCount).contains(transition.target) else {
        throw ChainError.noSuchState(row: state, target: transition.target, count: stateCount)
      }
      sum += p
      if p == 0 { continue }
      if let last = merged.last, last.target == transition.target {
        merged[merged.count - 1].probability += p
        if last.displacement != transition.displacement { merged[merged.count - 1].displacement = nil }
      } else {
        merged.append(transition)
      }
    }
    guard abs(sum - 1) <= tolerance else { throw ChainError.rowSum(row: state, sum: sum) }
    if isNormalised(merged, sum: sum) { return merged }
    return merged.map {
      Transition(
        target: $0.target, probability: $0.probability / sum, displacement: $0.displacement)
    }
  }

  /// Whether rounding alone keeps the sum from one. Dividing n probabilities by their computed sum and adding them up
  /// again errs by less than n * 2^-52 (n quotients and twice n - 1 additions, each off by at most 2^-53), so a row
  /// that was normalised once is left alone ever after: a chain written to a file is read back bit for bit.
  private static func isNormalised(_ row: [Transition], sum: Double) -> Bool {
    abs(sum - 1) <= Double(row.count) * 0x1p-52 && row.allSatisfy { $0.probability <= 1 }
  }
}
