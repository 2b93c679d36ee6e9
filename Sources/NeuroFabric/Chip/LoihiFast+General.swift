import CFabricKernels
import RandomStreams

// Compartments of any kind: what no short update covers.

extension LoihiFast {
  /// One tick of any compartment: `LoihiCompartment.update` in shifts and products.
  /// - Returns: whether the compartment rests from now on.
  func updateGeneral(_ index: Int) -> Bool {
    let cell = cells.baseAddress! + index
    let general = generalStates.baseAddress! + Int(~links[index])
    let parameters = parameters.baseAddress! + Int(general.pointee.parameters)
    let completed = work.pointee.epoch_tick &+ 1
    cell.pointee.activity &+= cell.pointee.isHeld ? completed : 1

    let (current, voltage) = potentials(cell, general, parameters, index: index)
    settle(cell, general, parameters, current: current, voltage: voltage, index: index)

    general.pointee.stamp = tick + 1
    let rests = parameters.pointee.rests(
      current: current, voltage: Int64(cell.pointee.voltage),
      refractory: general.pointee.refractory)
    cell.pointee.keepsVoltage = rests && parameters.pointee.voltageKept != 0
    if cell.pointee.isHeld {
      cell.pointee.activity &-= completed
      clock?.addHolding(core: Int(places[index].core))
    }
    cell.pointee.input = rests ? 0 : 1
    return rests
  }

  /// Current and voltage after this tick's input, before the threshold.
  @inline(__always)
  private func potentials(
    _ cell: UnsafeMutablePointer<loihi_cell>, _ general: UnsafeMutablePointer<LoihiGeneralState>,
    _ parameters: UnsafeMutablePointer<LoihiParameters>, index: Int
  ) -> (current: Int64, voltage: Int64) {
    let target = parameters.pointee.noiseTarget
    let noise = target == .none ? 0 : noise(parameters, index: index)
    let sum = Int64(cell.pointee.input &>> 1) &* 64 &+ (target == .current ? noise : 0)
    let a = (sum &<< 42) &>> 42
    let wideCurrent =
      Self.scaled(general.pointee.current, parameters.pointee.currentKept) &+ a
    let current = (wideCurrent &<< 40) &>> 40

    let drive = parameters.pointee.bias &+ (target == .voltage ? noise : 0)
    let wideVoltage =
      Self.scaled(cell.pointee.voltage, parameters.pointee.voltageKept) &+ current &+ drive
    let voltage = Self.clamped(wideVoltage)
    if a != sum || current != wideCurrent || voltage != wideVoltage {
      work.pointee.clipped_potentials &+= 1
    }
    return (current, voltage)
  }

  /// Refractory ticks, threshold and spike.
  @inline(__always)
  private func settle(
    _ cell: UnsafeMutablePointer<loihi_cell>, _ general: UnsafeMutablePointer<LoihiGeneralState>,
    _ parameters: UnsafeMutablePointer<LoihiParameters>, current: Int64, voltage: Int64,
    index: Int
  ) {
    var (voltage, refractory) = (voltage, general.pointee.refractory)
    if refractory > 0 { voltage = 0 }
    if voltage > parameters.pointee.threshold {
      voltage = 0
      refractory = UInt8(truncatingIfNeeded: parameters.pointee.type.refractoryDelay)
      work.pointee.fired[work.pointee.fired_count] = UInt32(index)
      work.pointee.fired_count &+= 1
    }
    general.pointee.current = Int32(truncatingIfNeeded: current)
    general.pointee.refractory = refractory > 0 ? refractory &- 1 : 0
    cell.pointee.voltage = Int32(truncatingIfNeeded: voltage)
  }

  @inline(__always)
  private static func clamped(_ voltage: Int64) -> Int64 {
    let limit: Int64 = 1 << 23 - 1
    return min(max(voltage, 0 &- limit), limit)
  }

  /// sgn(x) * ((|x| * kept) >> 12): the product, moved up to the multiple above if negative, then shifted.
  @inline(__always)
  private static func scaled(_ value: Int32, _ kept: Int64) -> Int64 {
    let product = Int64(value) &* kept
    return (product &+ ((product &>> 63) & 4095)) &>> 12
  }

  @inline(__always)
  private func noise(_ parameters: UnsafeMutablePointer<LoihiParameters>, index: Int) -> Int64 {
    Int64(
      parameters.pointee.noise.value(
        key: memory.pointee.key, identity: identities[index], tick: work.pointee.tick))
  }
}
