import MarkovChains
import RealModule

/// What every state adds to a walker's averages at every look; prepared once for all batches.
struct PathTables: Sendable {
  let scores: [PathScores.Score]
  /// Steps of the looks, ascending.
  let steps: [Int]
  private let states: Int
  /// `[look][state]`: weight exp(place) and weight place.
  private var prices: [Double] = []
  private var places: [Double] = []
  /// The same summed over this look and all later ones: what a walker adds that stays on a state.
  private var laterPrices: [Double]
  private var laterPlaces: [Double]

  init(_ paths: PathScores, stateCount: Int) {
    (scores, steps, states) = (paths.scores, paths.looks.map(\.step), stateCount)
    for look in paths.looks {
      for state in 0..<stateCount {
        let place = look.readOut.center(of: state)
        prices.append(look.weight * Double.exp(place))
        places.append(look.weight * place)
      }
    }
    (laterPrices, laterPlaces) = (prices, places)
    for index in laterPrices.indices.reversed() where index + stateCount < laterPrices.count {
      laterPrices[index] += laterPrices[index + stateCount]
      laterPlaces[index] += laterPlaces[index + stateCount]
    }
  }

  func term(look: Int, state: Int) -> (price: Double, place: Double) {
    let index = look * states + state
    return (prices[index], places[index])
  }

  func laterTerms(look: Int, state: Int) -> (price: Double, place: Double) {
    guard look < steps.count else { return (0, 0) }
    let index = look * states + state
    return (laterPrices[index], laterPlaces[index])
  }
}

/// The averages of one block's walkers as they come along, and the scores of all walkers that are done.
///
/// A walker's sums are formed in the order of its own looks, and whole numbers are added up over walkers: the totals do
/// not depend on who walks when.
struct PathSums: Sendable {
  private let tables: PathTables
  private var prices = [Double](repeating: 0, count: WalkerBlock.size)
  private var places = [Double](repeating: 0, count: WalkerBlock.size)
  private(set) var totals: [Int64]

  init(_ tables: PathTables) {
    self.tables = tables
    totals = Array(repeating: 0, count: tables.scores.count)
  }

  mutating func begin(walkers: Int) {
    for walker in 0..<walkers { (prices[walker], places[walker]) = (0, 0) }
  }

  /// The step of a look; nil after the last one.
  func step(ofLook look: Int) -> Int? { look < tables.steps.count ? tables.steps[look] : nil }

  /// Looks at the live walkers if a look falls on `step`.
  ///
  /// - Returns: the first look after `step`.
  mutating func look(at step: Int, _ block: borrowing WalkerBlock, from look: Int) -> Int {
    guard self.step(ofLook: look) == step else { return look }
    for index in 0..<block.live {
      let (walker, state) = block.walker(at: index)
      add(tables.term(look: look, state: state), to: walker)
    }
    return look + 1
  }

  /// A walker that stays on `state` at the look `look` and all later ones.
  mutating func stay(walker: Int, state: Int, from look: Int) {
    add(tables.laterTerms(look: look, state: state), to: walker)
  }

  /// Scores the block's walkers.
  mutating func finish(walkers: Int) {
    for walker in 0..<walkers {
      for (index, score) in tables.scores.enumerated() {
        let mean =
          switch score.mean {
          case .arithmetic: prices[walker]
          case .geometric: Double.exp(places[walker])
          }
        totals[index] += Int64((score.value(ofMean: mean) / PathScores.unit).rounded())
      }
    }
  }

  mutating func add(_ others: [Int64]) {
    for index in totals.indices { totals[index] += others[index] }
  }

  private mutating func add(_ term: (price: Double, place: Double), to walker: Int) {
    prices[walker] += term.price
    places[walker] += term.place
  }
}
