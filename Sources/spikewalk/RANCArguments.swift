import ArgumentParser
import FileFormats
import NeuroFabric

/// What the verbs that read RANC's memory files have in common.
struct RANCArguments: ParsableArguments {
  @Argument(help: "Folder with csram_NNN.mem and tc_NNN.mem.", completion: .directory)
  var folder: String

  @Option(help: "Cores of the grid, WIDTHxHEIGHT.")
  var grid: GridSize

  @Option(help: "Place of RANC's output bus in the grid, X,Y.")
  var outputCore: GridPoint

  func validate() throws { _ = try network(for: grid, outputCore) }

  func read() throws -> RANCNetwork {
    try RANCNetwork.read(folder: folder, grid: try network(for: grid, outputCore))
  }

  private func network(for grid: GridSize, _ output: GridPoint) throws -> RANCNetwork.Grid {
    let sides = RANCNetwork.Grid.sides
    guard sides.contains(grid.width), sides.contains(grid.height) else {
      throw ValidationError(
        "--grid is \(grid.width)x\(grid.height); allowed: \(sides.lowerBound) to \(sides.upperBound) each way"
      )
    }
    let place = MeshPoint(x: output.x, y: output.y)
    guard let result = RANCNetwork.Grid(width: grid.width, height: grid.height, outputCore: place) else {
      throw ValidationError(
        "--output-core is \(output.x),\(output.y); it is one of the \(grid.width)x\(grid.height) cores, "
          + "and not the only one")
    }
    return result
  }
}

/// WIDTHxHEIGHT.
struct GridSize: ExpressibleByArgument {
  let width: Int
  let height: Int

  init?(argument: String) {
    let sides = argument.split(separator: "x", omittingEmptySubsequences: false).map { UInt32($0) }
    guard sides.count == 2, let width = sides[0], let height = sides[1] else { return nil }
    (self.width, self.height) = (Int(width), Int(height))
  }
}

/// X,Y.
struct GridPoint: ExpressibleByArgument {
  let x: Int
  let y: Int

  init?(argument: String) {
    let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { UInt32($0) }
    guard numbers.count == 2, let x = numbers[0], let y = numbers[1] else { return nil }
    (self.x, self.y) = (Int(x), Int(y))
  }
}
