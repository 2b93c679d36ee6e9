import HostMeters

/// The computer's energy counter over one engine's run. Sampled batch by batch, so that its wraps are seen.
final class RunMeter {
  private var meter = PowercapMeter()

  init() { meter.start() }

  /// Called by one thread at a time.
  func sample() { meter.sample() }

  func stop() -> HostEnergy { HostEnergy(meter.stop()) }
}
