import ArgumentParser
import FileFormats
import Foundation

struct Examples: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the examples that come with the tool, show one, or copy it.",
    discussion: """
      Example: spikewalk examples torus-diffusion --copy
      """)

  @Argument(help: "Name of an example; prints it, or copies it with --copy.")
  var name: String?

  @Flag(help: "Copy the example and the files it needs into this folder (or --to).")
  var copy = false

  @Option(help: "Folder to copy into.", completion: .directory)
  var to = "."

  func run() throws {
    try ExitStatus.guarding {
      let folder = try SharedFiles().examplesFolder()
      let files = try SharedFiles.files(in: folder, ending: ".yaml")
      let tables = try SharedFiles.files(in: folder, ending: ".csv")
      guard let name else { return list(files, tables, in: folder) }
      let known = files.map { String($0.dropLast(5)) } + tables
      guard known.contains(name) else {
        throw FormatError(
          .missing, file: name,
          message: "there is no such example; there are \(known.joined(separator: ", "))")
      }
      let file = tables.contains(name) ? name : name + ".yaml"
      let text = try read(folder + "/" + file)
      guard copy else { return print(text, terminator: "") }
      try copyFiles(named: [file] + (file == name ? [] : Self.companions(of: text)), from: folder)
    }
  }

  private func list(_ files: [String], _ tables: [String], in folder: String) {
    for file in files {
      let title = (try? read(folder + "/" + file))?.split(separator: "\n")
        .first { $0.hasPrefix("title:") }?.dropFirst(6).trimmingCharacters(in: .whitespaces)
      print("\(file.dropLast(5))".padding(toLength: 24, withPad: " ", startingAt: 0) + (title ?? ""))
    }
    print("Tables: \(tables.joined(separator: ", "))")
  }

  /// Files that an experiment names with `file:`.
  private static func companions(of text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      guard let range = line.range(of: "file: ") else { return nil }
      let rest = line[range.upperBound...].prefix { $0 != "," && $0 != "}" && $0 != "#" }
      return rest.trimmingCharacters(in: .whitespaces)
    }
  }

  private func copyFiles(named names: [String], from folder: String) throws {
    let targets = names.map { to + "/" + $0 }
    // All are looked at before any is copied: half an example is of no use.
    if let taken = targets.first(where: FileManager.default.fileExists(atPath:)) {
      throw FormatError(
        .cannotWrite, file: taken, message: "exists already; copy to another folder with --to")
    }
    for (name, target) in zip(names, targets) {
      try TextOutput.write(try read(folder + "/" + name), to: target)
      print(target)
    }
  }

  private func read(_ path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path),
      let text = String(data: data, encoding: .utf8)
    else { throw FormatError(.unreadable, file: path, message: "cannot be read") }
    return text
  }
}
