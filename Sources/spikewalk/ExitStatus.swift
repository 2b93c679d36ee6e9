import ArgumentParser
import Experiments
import FileFormats
import Foundation

/// Flags that a command cannot go by, found after all of them were read.
struct UsageError: Error {
  var message: String
  var command: String
}

/// The exit codes of the tool; most usage errors (64) come from the argument parser.
enum ExitStatus {
  static let wrongUsage: Int32 = 64
  static let verdictBad: Int32 = 3
  static let badInput: Int32 = 65
  static let stopped: Int32 = 75
  static let interrupted: Int32 = 130

  /// Runs a command's body: an error is printed as one message and becomes its exit code.
  static func guarding(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let code as ExitCode {
      throw code
    } catch let usage as ValidationError {
      throw usage
    } catch let error as UsageError {
      // In the words of the argument parser.
      let advice = "See 'spikewalk \(error.command) --help' for more information."
      FileHandle.standardError.write(
        Data("Error: \(error.message)\nUsage: spikewalk \(error.command) <options>\n  \(advice)\n".utf8))
      throw ExitCode(wrongUsage)
    } catch let error as ProbeError {
      throw ValidationError(error.description)
    } catch let error as FormatError {
      try fail(error.description, error.kind.exitCode)
    } catch ExperimentError.interrupted {
      try fail(ExperimentError.interrupted.description, interrupted)
    } catch {
      try fail("\(error)", badInput)
    }
  }

  private static func fail(_ message: String, _ code: Int32) throws {
    FileHandle.standardError.write(Data("spikewalk: error: \(message)\n".utf8))
    throw ExitCode(code)
  }

  /// The exit code that a result deserves.
  static func of(_ result: ExperimentResult, wasStopped: Bool) -> ExitCode {
    let statuses = Set(result.engines.map(\.status))
    if wasStopped || statuses.contains(.interrupted) { return ExitCode(interrupted) }
    if statuses != [.completed] { return ExitCode(stopped) }
    return result.engines.allSatisfy(\.verdict.isGood) ? .success : ExitCode(verdictBad)
  }
}
