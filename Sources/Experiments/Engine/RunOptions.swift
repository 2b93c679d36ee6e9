import EnergyModels

/// How an experiment is run: nothing here changes a result's bits.
public struct RunOptions: Sendable {
  public var threads = 1
  /// Cost tables that price the chips.
  public var costTables: [CostTable] = []
  /// Watts per busy core of this computer, if the user wants an assumed figure beside the measured one.
  public var assumedWattsPerCore: Double?
  /// Polled all the time; true ends the run, keeping what is complete.
  public var shouldStop: @Sendable () -> Bool = { false }
  /// Called once all chips are compiled and the engines are about to start: from here on `shouldStop` is polled.
  public var willStart: (@Sendable () -> Void)?
  /// (engine, completed batches, all batches), at most a few times a second.
  public var progress: (@Sendable (String, Int, Int) -> Void)?
  /// Keeps what is computed, for checkpoints; what it holds already is not computed again.
  public var ledger: RunLedger?
  /// When the run started, ISO 8601.
  public var date = ""

  public init() {}
}
