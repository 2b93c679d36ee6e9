import Foundation

/// Tests that take minutes run only where the environment sets SPIKEWALK_LONG_TESTS to 1.
public enum LongTests {
  public static var areOn: Bool { ProcessInfo.processInfo.environment["SPIKEWALK_LONG_TESTS"] == "1" }
}
