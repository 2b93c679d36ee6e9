import MarkovChains

/// A state space as words of a remark: its kind and its numbers.
enum SpaceWords {
  static func words(for space: StateSpace) -> String {
    switch space {
    case .interval(let count, let origin, let spacing): "interval \(count) \(origin) \(spacing)"
    case .rectangle(let columns, let rows, let spacing): "rectangle \(columns) \(rows) \(spacing)"
    case .torus(let columns, let rows, let spacing): "torus \(columns) \(rows) \(spacing)"
    case .product(let cells, let origin, let spacing, let directions):
      "product \(cells) \(origin) \(spacing) \(directions)"
    case .graph(let count): "graph \(count)"
    }
  }

  /// The space, or nil for an unknown kind, a bad number or more than `maximumStates` places.
  static func space(_ words: [String], maximumStates: Int) -> StateSpace? {
    guard let kind = words.first else { return nil }
    let fields = Array(words.dropFirst())
    func size(_ index: Int) -> Int? {
      TextNumber.natural(fields[index]).flatMap { $0 <= maximumStates ? $0 : nil }
    }
    func real(_ index: Int) -> Double? { TextNumber.double(fields[index]) }
    func area(_ space: (Int, Int, Double) -> StateSpace) -> StateSpace? {
      guard let columns = size(0), let rows = size(1), let spacing = real(2) else { return nil }
      return fits(columns, rows, maximumStates) ? space(columns, rows, spacing) : nil
    }
    switch (kind, fields.count) {
    case ("graph", 1):
      return size(0).map { .graph(count: $0) }
    case ("interval", 3):
      guard let count = size(0), let origin = real(1), let spacing = real(2) else { return nil }
      return .interval(count: count, origin: origin, spacing: spacing)
    case ("rectangle", 3): return area { .rectangle(columns: $0, rows: $1, spacing: $2) }
    case ("torus", 3): return area { .torus(columns: $0, rows: $1, spacing: $2) }
    case ("product", 4):
      guard let cells = size(0), let origin = real(1), let spacing = real(2), let directions = size(3),
        fits(cells, directions, maximumStates)
      else { return nil }
      return .product(cells: cells, origin: origin, spacing: spacing, directions: directions)
    default: return nil
    }
  }

  private static func fits(_ a: Int, _ b: Int, _ limit: Int) -> Bool {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    return !overflow && product <= limit
  }
}
