import FileFormats
import MarkovChains

extension WorkloadKind {
  /// The same step law in all cells of an interval, with boundaries and killing.
  static let interval = WorkloadKind(
    name: "interval", summary: "a walk on an interval, with boundaries and killing",
    read: { node, recorded in
      let fields = try node.fields(
        allowed: ["cells", "left", "right", "ends", "killing", "start", "steps", "until_absorbed"])
      let ends = try boundaries(fields.optional("ends"), names: ["left end", "right end"])
      let walk = IntervalWalk(
        count: try fields.required("cells").integer(in: Limits.cells), lower: ends[0], upper: ends[1])
      let left = try fields.required("left").number(in: Limits.probability)
      let right = try fields.required("right").number(in: Limits.probability)
      let chain = try node.placing { try walk.chain(left: left, right: right) }
      return try mesh(chain, node, fields, recorded)
    })

  /// Diffusion on a rectangle: stay, or step to one of four neighbours, with boundaries and killing.
  static let rectangle = WorkloadKind(
    name: "rectangle", summary: "diffusion on a rectangle, with boundaries and killing",
    read: { node, recorded in
      let fields = try node.fields(
        allowed: ["columns", "rows", "stay", "sides", "killing", "start", "steps", "until_absorbed"])
      let sides = try boundaries(fields.optional("sides"), names: ["left", "right", "bottom", "top"])
      let walk = GridWalk(
        columns: try fields.required("columns").integer(in: 1...10_000),
        rows: try fields.required("rows").integer(in: 1...10_000), left: sides[0], right: sides[1],
        bottom: sides[2], top: sides[3])
      try node.checkMesh(
        "\(walk.columns) columns and \(walk.rows) rows", states: walk.columns * walk.rows, exitsPerState: 6)
      let stay = try fields.number("stay", in: Limits.probability, or: 0.2)
      let chain = try node.placing { try walk.chain(stay: stay) }
      return try mesh(chain, node, fields, recorded)
    })

  private static func mesh(
    _ chain: MarkovChain, _ node: ConfigurationNode, _ fields: ConfigurationFields, _ recorded: [Int]?
  ) throws -> Workload {
    let killing = try fields.number("killing", in: Limits.probability, or: 0)
    let walked = killing > 0 ? try node.placing { try chain.killing(probability: killing) } : chain
    let start = try StartField.weights(fields.optional("start"), chain: walked)
    return try walk(on: walked, start: start, fields, recorded)
  }

  /// One word for all boundaries, or a list with one for each; an absorbing one is a sink of its own name.
  private static func boundaries(_ node: ConfigurationNode?, names: [String]) throws -> [Boundary] {
    guard let node else { return names.map { _ in .stay } }
    let items = node.isList ? try node.list() : Array(repeating: node, count: names.count)
    guard items.count == names.count else {
      throw node.fail(
        "has \(items.count) boundaries; give one for all, or \(names.count): \(names.joined(separator: ", "))"
      )
    }
    return try zip(items, names).map { item, name in
      switch try item.oneOf(["reflecting", "turning", "absorbing", "periodic"]) {
      case "turning": .turnBack
      case "absorbing": .absorbing(name)
      case "periodic": .periodic
      default: .stay
      }
    }
  }
}
