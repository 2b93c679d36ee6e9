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
  ///   - threads: at most so many share a tick of the fast TrueNorth engine; results do not depend on it.
  ///   - timing: accumulates the busiest core's time of every tick (Loihi alone; TrueNorth ticks by the clock).
  /// - Throws: `FabricError` if the image does not fit the chip.
  public func makeFabric(
    engine: FabricEngine, key: StreamKey, threads: Int = 1, timing: LoihiTiming? = nil
  ) throws -> any Fabric {
    switch (self, engine) {
    case (.trueNorth(let image), .reference): try TrueNorthReference(image: image, key: key)
    case (.trueNorth(let image), .fast): try TrueNorthFast(image: image, key: key, threads: threads)
    case (.loihi(let image), .reference): try LoihiReference(image: image, key: key, timing: timing)
    case (.loihi(let image), .fast): try LoihiFast(image: image, key: key, timing: timing)
    }
  }
}
