import NeuroFabric

/// Where the cores of all replicas stand: consecutive slots along a curve through the chips.
public struct CoreSlots: Hashable, Sendable {
  public struct Position: Hashable, Sendable {
    public var router: MeshPoint
    public var indexAtRouter: Int
  }

  public let replicas: Int
  public let coresPerReplica: Int
  /// Slot of every core inside its replica.
  let order: [Int]
  let profile: ChipProfile
  /// Chips that the slots reach into.
  public let chips: Int

  /// The positions of the cores of one replica.
  public func positions(of replica: Int) -> [Position] {
    order.map { position(slot: replica * coresPerReplica + $0) }
  }

  private func position(slot: Int) -> Position {
    let (chip, local) = slot.quotientAndRemainder(dividingBy: profile.coresPerChip)
    let (router, index) = local.quotientAndRemainder(dividingBy: profile.coresPerRouter)
    let inside = Self.curve(router, width: profile.meshWidth, height: profile.meshHeight)
    let corner = Self.snake(chip, width: chipsAcross)
    return Position(
      router: MeshPoint(
        x: corner.x * profile.meshWidth + inside.x, y: corner.y * profile.meshHeight + inside.y),
      indexAtRouter: index)
  }

  /// Chips stand in a square, as near to each other as they can.
  private var chipsAcross: Int {
    var side = 1
    while side * side < chips { side += 1 }
    return side
  }

  /// Hilbert's curve on a square mesh whose side is a power of two, a snake on any other.
  static func curve(_ index: Int, width: Int, height: Int) -> MeshPoint {
    guard width == height, width & (width - 1) == 0 else { return snake(index, width: width) }
    var point = MeshPoint(x: 0, y: 0)
    var rest = index
    var side = 1
    while side < width {
      let right = 1 & (rest / 2)
      let down = 1 & (rest ^ right)
      if down == 0 {
        if right == 1 { point = MeshPoint(x: side - 1 - point.x, y: side - 1 - point.y) }
        point = MeshPoint(x: point.y, y: point.x)
      }
      point.x += side * right
      point.y += side * down
      rest /= 4
      side *= 2
    }
    return point
  }

  private static func snake(_ index: Int, width: Int) -> MeshPoint {
    let (row, column) = index.quotientAndRemainder(dividingBy: width)
    return MeshPoint(x: row % 2 == 0 ? column : width - 1 - column, y: row)
  }
}

extension Compiler {
  /// Gives every core its slot: supervisor cores in the middle of the replica, the others in order around them.
  ///
  /// - Throws: `CompilerError.tooManyCores` with the numbers.
  func place(cores: Int, centre supervisors: [Int]) throws -> CoreSlots {
    let available = chips * profile.coresPerChip
    let count =
      switch replicas {
      case .exactly(let count): count
      case .atMost(let count): max(1, min(count, available / cores))
      }
    guard count >= 1, cores * count <= available else {
      throw CompilerError.tooManyCores(
        perReplica: cores, replicas: max(count, 1), chips: chips, coresPerChip: profile.coresPerChip)
    }
    let apart = Set(supervisors)
    let members = (0..<cores).filter { !apart.contains($0) }
    var sequence = members
    sequence.insert(contentsOf: supervisors, at: members.count / 2)
    sequence = placement.order(cores).map { sequence[$0] }
    var order = [Int](repeating: 0, count: cores)
    for (slot, core) in sequence.enumerated() { order[core] = slot }
    let used = (cores * count + profile.coresPerChip - 1) / profile.coresPerChip
    return CoreSlots(
      replicas: count, coresPerReplica: cores, order: order, profile: profile, chips: used)
  }
}
