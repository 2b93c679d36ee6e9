import Instrumentation

extension CostTable {
  /// Prices what happened.
  ///
  /// Static power: whole chips are powered, so nominal and high are those of `poweredChips` chips for
  /// `seconds`. Low is that of the used cores alone, as if the others could be switched off, which nobody has
  /// shown.
  ///
  /// - Parameters:
  ///   - seconds: length of the run on the chip: ticks times the tick period, or the sum of the ticks' own
  ///     lengths.
  ///   - poweredCores: cores that the run used, over all chips.
  ///   - poweredChips: chips that the run used.
  /// - Throws: `EnergyModelError` for a length that is negative or not finite, or a negative number of cores
  ///   or chips.
  public func price(
    _ events: EventCounts, seconds: Double, poweredCores: Int, poweredChips: Int
  ) throws -> EnergyEstimate {
    guard seconds >= 0, seconds.isFinite else { throw EnergyModelError.duration(seconds: seconds) }
    guard poweredCores >= 0 else { throw EnergyModelError.powered(what: "cores", count: poweredCores) }
    guard poweredChips >= 0 else { throw EnergyModelError.powered(what: "chips", count: poweredChips) }
    let dynamic = dynamicShares(events)
    let still = staticShares(seconds: seconds, cores: poweredCores, chips: poweredChips)
    var total = (dynamic + still).reduce(EnergyRange.zero) { $0 + $1.joules }
    for split in splits { narrow(&total, by: split, events) }
    return EnergyEstimate(
      table: name, total: total, shares: dynamic + still,
      host: hostPower.map { $0 * (seconds * Double(poweredChips)) }, unpriced: unpriced(events),
      seconds: seconds,
      assumptions: assumptions(events), staticIsPriced: staticPower != .unknown)
  }

  private func dynamicShares(_ events: EventCounts) -> [EnergyShare] {
    events.nonZero.compactMap { event, count in
      costs[event].map {
        EnergyShare(
          name: event.rawValue, kind: event == .chipCrossing ? .crossing : .dynamic,
          joules: $0 * Double(count))
      }
    }
  }

  private func staticShares(seconds: Double, cores: Int, chips: Int) -> [EnergyShare] {
    switch staticPower {
    case .chip(let watts, let coresPerChip):
      let whole = watts * (seconds * Double(chips))
      let usedFraction = chips == 0 ? 0 : min(1, Double(cores) / (Double(chips) * Double(coresPerChip)))
      let used = watts * (seconds * Double(chips) * usedFraction)
      let rest = EnergyRange(low: 0, nominal: whole.nominal - used.nominal, high: whole.high - used.high)
      return [
        EnergyShare(name: "static, used cores", kind: .staticPower, joules: used),
        EnergyShare(name: "static, other cores of powered chips", kind: .staticPower, joules: rest),
      ]
    case .core(let watts):
      return [
        EnergyShare(name: "static, used cores", kind: .staticPower, joules: watts * (seconds * Double(cores)))
      ]
    case .inEvents, .unknown:
      return []
    }
  }

  /// Takes the split's interval from its corners in place of the sum of its events' own intervals.
  private func narrow(_ total: inout EnergyRange, by split: CostSplit, _ events: EventCounts) {
    let counts = split.events.map { Double(events[$0]) }
    let apart = zip(split.events, counts).reduce(EnergyRange.zero) { sum, pair in
      costs[pair.0].map { sum + $0 * pair.1 } ?? sum
    }
    let joint = split.corners.map { zip($0, counts).reduce(0) { $0 + $1.0 * $1.1 } } + [apart.nominal]
    total.low += joint.min()! - apart.low
    total.high += joint.max()! - apart.high
  }

  private func unpriced(_ events: EventCounts) -> [UnpricedEvent] {
    events.nonZero.compactMap { event, count in
      costs[event] == nil && included[event] == nil ? UnpricedEvent(event: event, count: count) : nil
    }
  }

  private func assumptions(_ events: EventCounts) -> [String] {
    var lines = [
      "modelled: event counts times the constants of \(name) (\(title), \(year)); no silicon was measured"
    ]
    if let voltage { lines.append("supply \(voltage.volts) V") }
    switch staticPower {
    case .chip(let watts, _):
      lines.append(
        "static power: nominal and high for whole chips, low for the used cores alone; \(watts.source)")
    case .core(let watts): lines.append("static power of the used cores; \(watts.source)")
    case .inEvents(let reason): lines.append("static power is not added: \(reason)")
    case .unknown: lines.append("static power is unknown and missing from the total")
    }
    for split in splits where split.events.contains(where: { events[$0] > 0 }) {
      let names = split.events.map(\.rawValue).joined(separator: " and ")
      lines.append("only the sum of \(names) is known: \(split.source)")
    }
    for (event, _) in events.nonZero {
      if let reason = included[event] { lines.append("\(event.rawValue): no price of its own, \(reason)") }
    }
    return lines + warnings
  }
}
