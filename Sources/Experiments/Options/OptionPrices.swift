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
  }

  public var rows: [Row]
  public var closedFormName: String
  public var scheme: String
  /// One basis point of the spot, in money.
  public var basisPoint: Double

  /// - Throws: `OptionError` or `ChainError` with the reason why there is no price.
  public init(_ strip: OptionStrip, _ settings: LatticeSettings) throws {
    let walk = try strip.walk(settings)
    let exact = walk.estimate.exact(ExpectedTally(of: walk.problem, recordedSteps: walk.recordedSteps))
    rows = walk.estimate.entries.indices.map { index in
      Row(
        label: walk.estimate.entries[index].label, closedForm: walk.closedForms[index], chain: exact[index],
        bias: walk.budget[index], isPrice: walk.isPrice[index])
    }
    closedFormName = walk.closedFormName
    scheme = walk.scheme
    basisPoint = strip.market.spot * 1e-4
  }

  public var json: String {
    JSONValue.object([
      .init("format", .string("spikewalk-prices")), .init("format_version", .integer(1)),
      .init("scheme", .string(scheme)), .init("closed_form_method", .string(closedFormName)),
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
