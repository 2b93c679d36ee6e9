import MarkovChains
import OptionPricing

/// What is known of a strip without sampling: closed forms, the chain's exact answers, and where they differ.
public struct OptionPrices: Sendable {
  /// One price or Greek.
  public struct Row: Sendable {
    public var label: String
    public var closedForm: Double
    public var chain: Double
    public var bias: BiasBudget
    public var isPrice: Bool

    /// A price and its Greeks, as far as there are any, without a chain.
    static func closedForms(of contract: Contract, _ answer: ClosedForm.Answer?) -> [Row] {
      let unknown = BiasBudget(mesh: .nan, timeStep: .nan, probability: .nan)
      let greeks = Greek.allCases.compactMap { greek in
        answer?.greeks?[greek].map { (greek.label(of: contract), $0, false) }
      }
      return ([(contract.label, answer?.price ?? .nan, true)] + greeks).map { label, value, isPrice in
        Row(label: label, closedForm: value, chain: .nan, bias: unknown, isPrice: isPrice)
      }
    }
  }

  public var rows: [Row]
  public var closedFormName: String
  /// The chain in words; empty where there is none.
  public var scheme: String
  /// Why there is no chain; empty where there is one.
  public var reason = ""
  /// One basis point of the spot, in money.
  public var basisPoint: Double

  /// Contracts that no walk prices have their closed form alone, and `reason`.
  ///
  /// - Throws: `OptionError` or `ChainError` with the reason why there is no price, or what in `settings` does not suit.
  public init(_ strip: OptionStrip, _ settings: LatticeSettings) throws {
    basisPoint = strip.market.basisPoint
    do {
      let walk = try strip.walk(settings)
      let exact = walk.estimate.exact(ExpectedTally(of: walk.problem, recordedSteps: walk.recordedSteps))
      rows = walk.estimate.entries.indices.map { index in
        Row(
          label: walk.estimate.entries[index].label, closedForm: walk.closedForms[index], chain: exact[index],
          bias: walk.budget[index], isPrice: walk.isPrice[index])
      }
      (closedFormName, scheme) = (walk.closedFormName, walk.scheme)
    } catch {
      let answers = try strip.contracts.map { try strip.closedForm(of: $0, greeks: settings.greeks) }
      // What a plain lattice can walk was refused for its settings.
      guard answers.contains(where: { $0 != nil }), (try? strip.walk(LatticeSettings())) == nil else {
        throw error
      }
      rows = zip(strip.contracts, answers).flatMap(Row.closedForms)
      closedFormName = answers.compactMap { $0?.method.rawValue }.first ?? ""
      (scheme, reason) = ("", "\(error)")
    }
  }

  public var json: String {
    JSONValue.object([
      .init("format", .string("spikewalk-prices")), .init("format_version", .integer(1)),
      .init("scheme", .string(scheme)), .init("reason", .string(reason)),
      .init("closed_form_method", .string(closedFormName)),
      .init("basis_point", .number(basisPoint)),
      .init("rows", .array(rows.map(Self.json))),
    ]).text()
  }

  private static func json(_ row: Row) -> JSONValue {
    .object([
      .init("label", .string(row.label)), .init("closed_form", .number(row.closedForm)),
      .init("chain_price", .number(row.chain)), .init("mesh_bias", .number(row.bias.mesh)),
      .init("time_step_bias", .number(row.bias.timeStep)),
      .init("probability_bias", .number(row.bias.probability)),
      .init("bias", .number(row.bias.total)),
    ])
  }
}
