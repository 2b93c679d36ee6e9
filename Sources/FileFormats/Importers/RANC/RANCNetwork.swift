import NeuroFabric

/// A network in the memory files of RANC (Mack et al., IEEE TCAD 40, 2021): TrueNorth-like cores on a grid, with
/// the packets that its test bench puts in and expects.
///
/// How it becomes a TrueNorth image, and what cannot: Documentation/Formats/ranc.md.
public struct RANCNetwork: Sendable {
  /// The program: core (x, y) of the grid without the output core, row by row; port a is axon a of the output core.
  public var program: FabricProgram
  /// By tick of the test bench, the axons of the output core that packets arrive at; nil where the folder has none.
  public var expected: [[Int]]?

  /// The grid of cores and the place of RANC's output bus in it.
  public struct Grid: Hashable, Sendable {
    public static let sides = 1...512

    public let width: Int
    public let height: Int
    public let outputCore: MeshPoint

    /// - Returns: nil unless the sides are in `sides` and the output core is one of at least two cores.
    public init?(width: Int, height: Int, outputCore: MeshPoint) {
      guard Self.sides.contains(width), Self.sides.contains(height), width * height > 1,
        (0..<width).contains(outputCore.x), (0..<height).contains(outputCore.y)
      else { return nil }
      self.width = width
      self.height = height
      self.outputCore = outputCore
    }

    var count: Int { width * height }
    var outputIndex: Int { index(of: outputCore)! }

    func point(_ index: Int) -> MeshPoint { MeshPoint(x: index % width, y: index / width) }

    func index(of point: MeshPoint) -> Int? {
      guard (0..<width).contains(point.x), (0..<height).contains(point.y) else { return nil }
      return point.y * width + point.x
    }

    /// The index in the image: the output core is left out of it.
    func imageIndex(_ index: Int) -> Int { index > outputIndex ? index - 1 : index }
  }

  /// Reads a folder.
  ///
  /// - Throws: `FormatError` with file, line and column.
  public static func read(folder: String, grid: Grid) throws -> RANCNetwork {
    var builder = RANCBuilder(folder: folder, grid: grid)
    let image = try builder.image()
    let bench = RANCTestBench(folder: folder, grid: grid, axons: image.axonsPerCore)
    let inputs = try bench.inputs()
    return RANCNetwork(
      program: FabricProgram(image: .trueNorth(image), inputs: inputs), expected: try bench.expected())
  }
}
