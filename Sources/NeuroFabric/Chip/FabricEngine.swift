import RandomStreams

/// Which of the two engines runs an image.
public enum FabricEngine: String, Sendable, CaseIterable {
  case reference
  case fast
}

extension ChipImage {
  /// A fabric that runs this image from its state at load.
  ///
  /// - Parameters:
  ///   - key: the random numbers of its neurons.
  ///   - timing: accumulates the busiest core's time of every tick (Loihi alone; TrueNorth ticks by the clock).
  /// - Throws: `FabricError` if the image does not fit the chip.
  public func makeFabric(
    engine: FabricEngine, key: StreamKey, timing: LoihiTiming? = nil
  ) throws -> any Fabric {
    switch (self, engine) {
    case (.trueNorth(let image), .reference): try TrueNorthReference(image: image, key: key)
    case (.trueNorth(let image), .fast): try TrueNorthFast(image: image, key: key)
    case (.loihi(let image), .reference): try LoihiReference(image: image, key: key, timing: timing)
    case (.loihi(let image), .fast): try LoihiFast(image: image, key: key, timing: timing)
    }
  }
}
