import RandomStreams

/// Builds the chosen engine for a TrueNorth image.
///
/// - Throws: `FabricError` if the image does not fit the chip.
public func makeTrueNorthFabric(
  _ image: TrueNorthImage, engine: FabricEngine, key: StreamKey
) throws -> any Fabric {
  switch engine {
  case .reference: try TrueNorthReference(image: image, key: key)
  case .fast: try TrueNorthFast(image: image, key: key)
  }
}
