import FileFormats
import Instrumentation

/// What was counted in the whole run.
struct EventSection {
  let record: EmulationRecord

  var html: String {
    let rows = record.events.nonZero.map { event, count in
      [
        event.rawValue, NumberText.count(count),
        record.ticks > 0 ? NumberText.significant(Double(count) / Double(record.ticks), 4) : "–",
      ]
    }
    guard !rows.isEmpty else {
      return Markup.section("Events", id: "events", Markup.paragraph("Nothing happened in this run."))
    }
    return Markup.section(
      "Events", id: "events",
      Markup.table(
        ["Event", "count", "per tick"], rows, numbers: [1, 2],
        caption: "Events that happened at least once, over all cores and ticks."))
  }
}
