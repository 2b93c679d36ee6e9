import NeuroFabric

/// Links of the mesh as strokes between routers, each a little to the right of its way, so that both directions
/// are seen; colour and width go with the packets.
struct LinkMap {
  /// The links to draw.
  var links: [(link: MeshLink, packets: UInt64)]
  /// Where cores stand.
  var cores: [MeshPoint]
  /// Mesh points of one chip.
  var chip: (width: Int, height: Int)

  /// Cores that are drawn as squares.
  private static let drawnCores = 2_500

  /// The drawing, and what its lines and squares are; nil where the places lie too far apart to be drawn.
  func drawn() -> (element: String, note: String)? {
    let places = Set(cores + links.flatMap { [$0.link.from, $0.link.end] })
    guard let box = MeshBox(places.map { ($0.x, $0.y) }) else { return nil }
    let cell = min(max(620 / Double(max(box.columns, box.rows)), 620 / 512), 44)
    let frame = Frame(
      left: 60, top: 24, right: 60 + max(cell * Double(box.columns), 60),
      bottom: 24 + max(cell * Double(box.rows), 60))
    let colours = ColourScale(covering: links.lazy.map { Double($0.packets) }, isRoot: true)
    var drawing = SVG(
      width: frame.right + 24 + SVG.colourBarWidth(colours), height: frame.bottom + 44)
    drawing.rectangle(
      x: frame.left, y: frame.top, width: frame.width, height: frame.height, style: "class=\"plate\"")
    let mesh = Mesh(box: box, frame: frame)
    drawCores(mesh, &drawing)
    drawBorders(mesh, &drawing)
    drawLinks(mesh, colours, &drawing)
    axes(mesh, &drawing)
    drawing.colourBar(colours, x: frame.right + 12, frame: frame, label: "packets")
    let element = drawing.element(
      title: "Packets per link", description: "Links between routers, their packets as colour and width.")
    let squares = Set(cores).count <= Self.drawnCores ? "Squares are cores." : ""
    return (element, [squares, box.note(ofBorders: chip)].filter { !$0.isEmpty }.joined(separator: " "))
  }

  private struct Mesh {
    let box: MeshBox
    let frame: Frame

    var cell: (width: Double, height: Double) {
      (frame.width / Double(box.columns), frame.height / Double(box.rows))
    }

    func middle(_ point: MeshPoint) -> (x: Double, y: Double) {
      (
        frame.left + (Double(point.x - box.x) + 0.5) * cell.width,
        frame.top + (Double(point.y - box.y) + 0.5) * cell.height
      )
    }
  }

  private func drawCores(_ mesh: Mesh, _ drawing: inout SVG) {
    let places = Set(cores)
    guard places.count <= Self.drawnCores else { return }
    let (wide, tall) = (mesh.cell.width * 0.5, mesh.cell.height * 0.5)
    let data = places.sorted { ($0.y, $0.x) < ($1.y, $1.x) }.map { place -> String in
      let (x, y) = mesh.middle(place)
      return "M\(n(x - wide / 2)) \(n(y - tall / 2))h\(n(wide))v\(n(tall))h\(n(-wide))z"
    }
    drawing.path(data.joined(), style: "fill=\"#c4cbd1\"")
  }

  private func drawBorders(_ mesh: Mesh, _ drawing: inout SVG) {
    let (box, frame) = (mesh.box, mesh.frame)
    for column in box.chipColumns(chip.width) {
      let x = frame.left + Double(column - box.x) * mesh.cell.width
      drawing.line(x, frame.top, x, frame.bottom, style: "class=\"chip\"")
    }
    for row in box.chipRows(chip.height) {
      let y = frame.top + Double(row - box.y) * mesh.cell.height
      drawing.line(frame.left, y, frame.right, y, style: "class=\"chip\"")
    }
  }

  private func drawLinks(_ mesh: Mesh, _ colours: ColourScale, _ drawing: inout SVG) {
    var paths = [String](repeating: "", count: ColourMap.levels)
    let shift = (x: mesh.cell.width * 0.14, y: mesh.cell.height * 0.14)
    for (link, packets) in links {
      let (from, to) = (mesh.middle(link.from), mesh.middle(link.end))
      let step = link.direction.step
      let (dx, dy) = (-Double(step.y) * shift.x, Double(step.x) * shift.y)
      paths[colours.level(Double(packets))] +=
        "M\(n(from.x + dx)) \(n(from.y + dy))L\(n(to.x + dx)) \(n(to.y + dy))"
    }
    let widest = min(max(mesh.cell.width * 0.2, 1.2), 5)
    for (level, data) in paths.enumerated() {
      let width = max(widest * (0.3 + 0.7 * Double(level) / Double(ColourMap.levels - 1)), 0.8)
      let colour = ColourMap.colour(level: level)
      drawing.path(data, style: "fill=\"none\" stroke=\"\(colour)\" stroke-width=\"\(n(width))\"")
    }
  }

  private func axes(_ mesh: Mesh, _ drawing: inout SVG) {
    let (box, frame) = (mesh.box, mesh.frame)
    func axis(_ first: Int, _ count: Int, _ start: Double, _ end: Double, _ label: String) -> Axis {
      let names = (first..<first + count).map(String.init)
      let scale = Scale(covering: [-0.5, Double(count) - 0.5], rounded: false, start: start, end: end)
      return Axis(scale: scale, ticks: .named(names, count: 10), label: label)
    }
    drawing.horizontalAxis(axis(box.x, box.columns, frame.left, frame.right, "mesh x"), frame: frame)
    drawing.verticalAxis(
      axis(box.y, box.rows, frame.top, frame.bottom, "mesh y (south is down)"), frame: frame, grid: false)
  }
}

extension MeshLink {
  /// The router that the packets reach; places far out are held, as the drawing refuses them anyway.
  var end: MeshPoint {
    MeshPoint(x: from.x &+ direction.step.x, y: from.y &+ direction.step.y)
  }
}

extension MeshLink.Direction {
  fileprivate var step: (x: Int, y: Int) {
    switch self {
    case .east: (1, 0)
    case .west: (-1, 0)
    case .north: (0, -1)
    case .south: (0, 1)
    }
  }
}
