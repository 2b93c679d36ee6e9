import MarkovChains
import OptionPricing
import Testing

/// Every row of the table of option answers that has a walk: the chain's exact price lies where its budget says, and the
/// budget of no kind of row has grown.
@Suite struct WalkReferenceTests {
  /// The rows of a kind, and their largest |bias| at 101 states and 8 bits, in basis points of the spot, with a fifth to
  /// spare.
  struct Kind: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let rows: [ReferenceRow]
    let limit: Double
  }

  static let limits: [(name: String, rows: Int, limit: Double)] = [
    ("vanilla, BS", 18, 0.0039), ("digital paying cash, BS", 6, 0.0080),
    ("digital paying the asset, BS", 2, 0.57),
    ("vanilla, Bachelier", 3, 0.0012), ("barrier, BS", 10, 0.19), ("two barriers, BS", 4, 0.09),
    ("barrier on dates, BS", 4, 3.4), ("lookback, BS", 4, 0.0009), ("touch, BS", 2, 0.0097),
    ("American, BS", 6, 1.05), ("Bermudan, BS", 3, 0.37), ("two assets", 5, 0.016),
    ("vanilla, Merton", 16, 1.35), ("digital paying cash, Merton", 2, 0.013), ("American, Merton", 5, 6.3),
    ("vanilla, Kou", 7, 0.2), ("vanilla, Heston", 5, 0.23), ("vanilla, Bates", 4, 0.9),
  ]

  static let kinds = limits.map { entry in
    Kind(
      testDescription: entry.name, rows: ReferenceTable.rows.filter { kindName(of: $0) == entry.name },
      limit: entry.limit)
  }

  @Test func `The kinds are all rows but those on means, and touches by jumps`() {
    for (kind, expected) in zip(Self.kinds, Self.limits) {
      #expect(kind.rows.count == expected.rows, "\(kind.testDescription)")
    }
    let walked = Set(Self.kinds.flatMap(\.rows).map(\.id))
    let others = ReferenceTable.rows.filter { !walked.contains($0.id) }
    #expect(walked.count == 106 && others.count == 13)
  }

  @Test(arguments: kinds) func `The price is within its budget, and the budget within the kind's limit`(
    kind: Kind
  ) throws {
    var largest = 0.0
    for row in kind.rows {
      var contract = row.contract
      if case .oneTouch = contract.payoff { contract.exercise = .european }
      let walk = try OptionStrip([contract], model: row.model, market: row.market).walk(LatticeSettings())
      let (price, bias) = (walk.exact[0], walk.budget[0])
      let scale = max(1, abs(price))
      #expect(
        abs(price - walk.closedForms[0] - bias.total) <= 1e-11 * scale, "\(row.id): the parts are the whole")
      // Rows R115 to R119 have no closed form: the budget is against an extrapolation, good to 3e-4 here.
      let slack = kind.testDescription == "American, Merton" ? 3e-4 : 1e-8
      #expect(
        abs(price - row.price) <= abs(bias.total) + slack, "\(row.id): \(price - row.price), \(bias.total)")
      largest = max(largest, abs(bias.total) / row.market.spot * 1e4)
    }
    #expect(largest <= kind.limit, "\(kind.testDescription): \(largest) bp of the spot")
  }

  private static func kindName(of row: ReferenceRow) -> String? {
    let model =
      switch row.model {
      case .blackScholes: "BS"
      case .bachelier: "Bachelier"
      case .merton: "Merton"
      case .kou: "Kou"
      case .heston: "Heston"
      case .bates: "Bates"
      case .twoAssets: "two assets"
      }
    switch row.contract.payoff {
    case .vanilla:
      switch row.contract.exercise {
      case .european: return "vanilla, \(model)"
      case .american: return "American, \(model)"
      case .bermudan: return "Bermudan, \(model)"
      }
    case .digitalCash: return "digital paying cash, \(model)"
    case .digitalAsset: return "digital paying the asset, \(model)"
    case .barrier(_, _, _, _, _, .continuous): return "barrier, \(model)"
    case .doubleBarrier: return "two barriers, \(model)"
    case .oneTouch, .hitProbability: return "touch, \(model)"
    case .exchange, .geometricBasket, .maximumOfTwo, .minimumOfTwo: return model
    case .barrier(_, _, _, _, _, .discrete): return "barrier on dates, \(model)"
    case .floatingLookback, .fixedLookback: return "lookback, \(model)"
    case .geometricAsian, .arithmeticAsian: return nil
    }
  }
}
