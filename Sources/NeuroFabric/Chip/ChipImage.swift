/// A compiled program for one chip family.
public enum ChipImage: Hashable, Sendable {
  case trueNorth(TrueNorthImage)
  case loihi(LoihiImage)

  /// Numbers of output ports that an image can have.
  public static let outputPorts = 0...Int(Int32.max) - 2
}
