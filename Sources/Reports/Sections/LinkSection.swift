import FileFormats
import NeuroFabric

/// Packets over the links between routers: the busiest drawn and listed.
struct LinkSection {
  let record: EmulationRecord

  private static let drawn = 1_000
  private static let listed = 10

  var html: String {
    guard !record.links.isEmpty else {
      return Markup.section(
        "Packets on the links", id: "links", Markup.paragraph("No packet went from one router to another."))
    }
    let order = record.links.enumerated().sorted {
      ($1.element.packets, $0.offset) < ($0.element.packets, $1.offset)
    }.map(\.element)
    let map = LinkMap(
      links: Array(order.prefix(Self.drawn)), cores: record.cores.map(\.place), chip: record.chip)
    let figure = map.drawn().map {
      Markup.figure([$0.element], caption: caption(order.count) + " " + $0.note)
    }
    return Markup.section(
      "Packets on the links", id: "links",
      (figure ?? Markup.paragraph("The links lie too far apart to be drawn.")) + table(order))
  }

  private func caption(_ count: Int) -> String {
    let which =
      count > Self.drawn
      ? "The \(NumberText.count(Self.drawn)) busiest of \(NumberText.count(count)) links that carried packets"
      : count == 1
        ? "The one link that carried packets" : "All \(NumberText.count(count)) links that carried packets"
    return
      "\(which), in \(NumberText.count(record.ticks, "tick")); colour and width go with the square root of the count. "
      + "A link is drawn to the right of its way: packets to the east below the middle of the routers, those to the "
      + "west above. Routing is in dimension order, x first."
      + (record.family == .trueNorth
        ? " Output spikes go west along their row, over the edge of their chip." : "")
  }

  private func table(_ order: [(link: MeshLink, packets: UInt64)]) -> String {
    let rows = order.prefix(Self.listed).map { link, packets in
      [
        "(\(link.from.x), \(link.from.y))", link.direction.rawValue, "(\(link.end.x), \(link.end.y))",
        NumberText.count(packets),
        record.ticks > 0 ? NumberText.significant(Double(packets) / Double(record.ticks), 3) : "–",
      ]
    }
    return Markup.table(
      ["From", "direction", "to", "packets", "packets per tick"], rows, numbers: [3, 4],
      caption: rows.count < order.count
        ? "The \(rows.count) busiest of \(NumberText.count(order.count)) links."
        : "All links, the busiest first.")
  }
}
