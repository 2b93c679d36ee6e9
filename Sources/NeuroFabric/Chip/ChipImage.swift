/// A compiled program for one chip family.
public enum ChipImage: Hashable, Sendable {
  case trueNorth(TrueNorthImage)
  case loihi(LoihiImage)
}
