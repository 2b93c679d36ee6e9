import Instrumentation
import RealModule

/// The supply voltage that a table's figures hold at, and how they go with it.
public struct SupplyVoltage: Hashable, Sendable {
  public var volts: Double
  /// How to carry the figures to another voltage; nil if the source states one voltage only.
  public var scaling: VoltageScaling?

  public init(volts: Double, scaling: VoltageScaling? = nil) {
    self.volts = volts
    self.scaling = scaling
  }
}

/// Costs per event go with V^dynamic, static power with V^static.
public struct VoltageScaling: Hashable, Sendable {
  public var dynamicExponent: Double
  public var staticExponent: Double
  /// Voltages between which this was held against measurements.
  public var range: ClosedRange<Double>
  /// Events whose cost does not go with the supply of the cores (drivers between chips).
  public var fixedEvents: Set<CountableEvent>

  public init(
    dynamicExponent: Double, staticExponent: Double, range: ClosedRange<Double>,
    fixedEvents: Set<CountableEvent> = []
  ) {
    self.dynamicExponent = dynamicExponent
    self.staticExponent = staticExponent
    self.range = range
    self.fixedEvents = fixedEvents
  }
}

extension CostTable {
  /// The same table at another supply voltage.
  ///
  /// - Throws: `EnergyModelError` if the table does not say how its figures go with the voltage, or `volts`
  ///   is outside the range where that was held against measurements.
  public func scaled(toVolts volts: Double) throws -> CostTable {
    guard let supply = voltage, let scaling = supply.scaling else {
      throw EnergyModelError.noVoltageScaling(table: name)
    }
    guard scaling.range.contains(volts) else {
      throw EnergyModelError.voltage(table: name, volts: volts, allowed: scaling.range)
    }
    let dynamic = Double.pow(volts / supply.volts, scaling.dynamicExponent)
    var table = self
    table.voltage?.volts = volts
    for (event, cost) in costs where !scaling.fixedEvents.contains(event) {
      table.costs[event] = cost.scaled(by: dynamic)
    }
    table.splits = splits.map { $0.scaled(by: dynamic, except: scaling.fixedEvents) }
    table.staticPower = staticPower.scaled(by: .pow(volts / supply.volts, scaling.staticExponent))
    return table
  }
}

extension CostSplit {
  fileprivate func scaled(by factor: Double, except fixed: Set<CountableEvent>) -> CostSplit {
    let factors = events.map { fixed.contains($0) ? 1 : factor }
    return CostSplit(events: events, corners: corners.map { zip($0, factors).map(*) }, source: source)
  }
}

extension StaticPower {
  fileprivate func scaled(by factor: Double) -> StaticPower {
    switch self {
    case .chip(let watts, let cores): .chip(watts.scaled(by: factor), cores: cores)
    case .core(let watts): .core(watts.scaled(by: factor))
    case .inEvents, .unknown: self
    }
  }
}
