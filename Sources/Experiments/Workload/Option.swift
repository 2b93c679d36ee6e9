import FileFormats
import MarkovChains
import OptionPricing

extension WorkloadKind {
  /// Option prices: a strip of contracts as one walk, with closed forms and error budget.
  static let option = WorkloadKind(
    name: "option", summary: "option prices, with closed forms and error budget",
    read: { node, recorded in
      let keys = OptionKey.allCases.map(\.rawValue)
      let fields = try node.fields(
        allowed: keys + [
          "states", "probability_bits", "discretization", "greeks", "control_variate", "antithetic",
          "stopped",
        ])
      guard recorded == nil else {
        throw node.fail("chooses the steps that are recorded; leave the key record out")
      }
      let option = try optionFields(fields, node)
      let strip = try OptionStrip(option)
      let settings = LatticeSettings(
        states: try fields.integer("states", in: OptionLimits.states, or: OptionLimits.standardStates),
        bits: try fields.integer("probability_bits", in: OptionLimits.bits, or: OptionLimits.standardBits),
        discretization: try fields.optional("discretization").flatMap {
          Discretization(rawValue: try $0.oneOf(["auto"] + Discretization.allCases.map(\.rawValue)))
        },
        greeks: try fields.optional("greeks")?.bool() ?? false,
        controlVariate: try fields.optional("control_variate")?.bool() ?? false,
        antithetic: try fields.optional("antithetic")?.bool() ?? false,
        stopped: try fields.optional("stopped")?.bool() ?? false)
      do {
        return Workload(try strip.walk(settings), market: strip.market)
      } catch {
        throw failure(error, of: option, fields, node)
      }
    })

  /// The error of a walk at the place of the key that it names, if the file has that key.
  private static func failure(
    _ error: any Error, of option: OptionFields, _ fields: ConfigurationFields, _ node: ConfigurationNode
  ) -> any Error {
    if let parameter = BadParameter(error), let place = fields.optional(parameter.key) {
      return place.fail("is \(parameter.value); allowed: \(parameter.allowed)")
    }
    return (error as? OptionError).map(option.named) ?? node.fail("\(error)")
  }

  private static func optionFields(
    _ fields: ConfigurationFields, _ node: ConfigurationNode
  ) throws -> OptionFields {
    var values: [OptionKey: String] = [:]
    for key in OptionKey.allCases {
      guard let value = fields.optional(key.rawValue) else { continue }
      values[key] = try value.listOrSingle().map { try $0.string() }.joined(separator: ",")
    }
    return OptionFields(values, name: \.rawValue) { key, message in
      // The key's own place in the file; its path says the key, so the message need not.
      guard let key, let place = fields.optional(key.rawValue) else { return node.fail(message) }
      return place.fail(String(message.dropFirst(key.rawValue.count + 1)))
    }
  }
}

extension Workload {
  /// The walk as engines run it; biases are told in basis points of the spot.
  init(_ walk: OptionWalk, market: Market) {
    let basisPoint = market.basisPoint
    self.init(
      problem: walk.problem, design: walk.design, recordedSteps: walk.recordedSteps, estimate: walk.estimate,
      reference: walk.closedFormName.isEmpty
        ? nil : .init(name: walk.closedFormName, values: walk.closedForms),
      budget: .init(
        unit: "bp of spot", unitSize: basisPoint, entries: walk.budget, scheme: walk.scheme),
      stepTime: walk.timeStep, timeUnit: "years")
    unit = Unit(name: "bp", size: basisPoint)
    judgedEntries = walk.budget.indices.filter { walk.isPrice[$0] }
  }
}
