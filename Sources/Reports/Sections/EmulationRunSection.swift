import FileFormats

/// What was emulated, with which inputs and seed, how far and by which version. No date and no place: equal runs give
/// equal pages.
struct EmulationRunSection {
  let record: EmulationRecord

  var html: String {
    let files = record.files
    let pairs = [
      ("Network", files.network.name), ("SHA-256 of the network", files.network.hash),
      ("Input spikes", inputs),
      ("SHA-256 of the input file", files.input?.hash ?? ""), ("Chip", record.profile.title),
      ("Engine", record.engine.rawValue), ("Seed", String(record.seed)),
      ("Ticks asked for", NumberText.count(record.askedTicks)),
      ("Ticks done", NumberText.count(record.ticks)),
      ("Status", record.status.rawValue), ("Code version", record.codeVersion),
    ]
    return Markup.section("What was run", id: "run", Markup.properties(pairs.filter { !$0.1.isEmpty }))
  }

  private var inputs: String {
    let (all, left) = record.inputs
    let source = record.files.input.map { "of \($0.name)" } ?? "of the network's own file"
    guard all > 0 else { return record.files.input == nil ? "none" : "none, \(source)" }
    return "\(NumberText.count(all)) \(source)"
      + (left > 0 ? ", \(NumberText.count(left)) of them for later ticks" : "")
  }
}
