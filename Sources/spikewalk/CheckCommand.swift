import ArgumentParser
import Experiments
import FileFormats

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Answer a table of questions about processes by closed forms and by chains.",
    discussion: """
      The table is a CSV file with the columns system, quantity, params, x and t, and value where answers are known; \
      Documentation/Formats/answer-tables.md lists what may be asked, and the example questions.csv asks all of it \
      (spikewalk examples questions.csv --copy). The rows are written back with the columns \
      closed_form, chain_value, budget and reason.

      Ends with 0 if every closed form is within 1e-8 times the larger of 1 and |value| of its value and every chain \
      value within its budget, and with 3 if not, or if a row with a value has no closed form.

      Example: spikewalk check --table questions.csv --output answers.csv
      """)

  @Option(help: "The table to answer.", completion: .file(extensions: ["csv"]))
  var table: String

  @Option(help: "The table to write.", completion: .file(extensions: ["csv"]))
  var output: String

  @Flag(help: "Replace what is there.")
  var overwrite = false

  func run() throws {
    try ExitStatus.guarding {
      let questions = try CSVTable.read(table)
      try OutputFiles.claim([output], overwrite: overwrite)
      try OutputFiles.tryOut([output])
      let answers = try LawTable(questions)
      try answers.answered.write(to: output)
      print(answers.summary, terminator: "")
      if !answers.isGood { throw ExitCode(ExitStatus.verdictBad) }
    }
  }
}
