import Experiments
import FileFormats
import TestSupport
import Testing

/// Every row of the table of diffusion answers (see the README beside it), and rows that have none.
@Suite struct LawTableTests {
  static let path = ProjectFolder.root.appending(
    path: "Tests/ExperimentsTests/Tables/diffusion_reference.csv"
  )
  .path(percentEncoded: false)
  @Test func `Closed forms agree with the table and chains are within their budgets`() throws {
    let table = try LawTable(CSVTable.read(Self.path))
    #expect(table.entries.count == 292)
    var chains = 0
    for (entry, row) in zip(table.entries, try CSVTable.read(Self.path).rows) {
      let place = "line \(row.line): \(entry.row.system), \(entry.row.quantity)"
      let deviation = try #require(entry.relativeDeviation, "\(place): \(entry.answer.reason)")
      // The table has 13 digits; zeros are exact.
      #expect(deviation <= 1e-11, "\(place): \(deviation)")
      #expect(entry.isGood, "\(place): \(entry.budgetShare ?? 0) of the budget")
      #expect((entry.answer.chain == nil) == entry.answer.reason.hasPrefix("no chain value: "))
      guard let chain = entry.answer.chain else { continue }
      chains += 1
      // A budget that says nothing would always hold.
      let closedForm = try #require(entry.answer.closedForm)
      #expect(chain.budget <= 0.03 * abs(closedForm) + 1e-12, "\(place): \(chain.budget)")
    }
    #expect(chains == 235)
  }

  private func reason(
    _ system: String, _ quantity: String, _ parameters: String, x: String = "", t: String = ""
  ) -> String {
    let row = LawRow(system: system, quantity: quantity, parameters: parameters, place: x, time: t)
    return LawRegistry.answer(row).reason
  }

  @Test func `A row that cannot be answered says why, and what is known`() {
    let ornstein = "OU dX=theta(mu-X)dt+sigma dW"
    #expect(
      reason("OU", "mean", "").hasPrefix("unknown system \"OU\"; known: heat [0;1] u_t=D u_xx Dirichlet | "))
    #expect(
      reason(ornstein, "meen", "")
        == "unknown quantity \"meen\"; did you mean \"mean\"? known: mean | variance | density | cdf | "
        + "stationary variance (system \(ornstein))")
    #expect(reason(ornstein, "mean", "theta=1;mu=0;sigma=1", t: "1") == "the parameter x0 is missing")
    #expect(
      reason(ornstein, "mean", "theta=1;mu=0;sigma=1;x0=1;y=2", t: "1")
        == "unknown parameter \"y=2\"; known: theta=; mu=; sigma=; x0=")
    #expect(
      reason(ornstein, "mean", "theta=1;theta=1;mu=0;sigma=1;x0=1", t: "1")
        == "the parameter theta is given twice")
    #expect(
      reason(ornstein, "mean", "theta=one;mu=0;sigma=1;x0=1", t: "1")
        == "parameter theta is \"one\", which is not a finite decimal number")
    #expect(
      reason(ornstein, "mean", "theta=-1;mu=0;sigma=1;x0=1", t: "1")
        == "rate is -1.0; allowed: a positive finite number")
    #expect(reason(ornstein, "mean", "theta=1;mu=0;sigma=1;x0=1") == "t is blank; it must hold the time")
    #expect(
      reason(ornstein, "mean", "theta=1;mu=0;sigma=1;x0=1", x: "3", t: "1")
        == "x is given, but this quantity has no place")
    #expect(
      reason("heat [0;1] Dirichlet", "u with u0=cos(pi x)", "D=1", x: "0.5", t: "1")
        .hasPrefix("u0 has a term of wave number 1.0 pi that these ends do not keep"))
    #expect(
      reason("unit square", "mean exit time", "D=1", x: "0.5")
        == "x is \"0.5\"; it must be a pair such as (0.25;0.4)")
    #expect(
      reason(
        "slab transport S3 Gauss-Legendre", "reflection (isotropic incident flux; unit current)",
        "c=0.5;L=1 mfp")
        == "order is 3; allowed: an even number from 2 to 64")
    #expect(
      reason("compound Poisson", "mean", "lambda=1;jumps Cauchy(0;1)", t: "1")
        == "jumps Cauchy(0;1) is not known; known: jumps Normal(mean;deviation^2) or jumps Exp(rate r)")
    #expect(
      reason("Brownian motion two-sided exit", "mean exit time", "interval (1;0);mu=0;sigma=1;x0=0.3")
        == "interval: the range 1;0 must ascend")
  }

  /// Numbers that are anything, in every place of every kind of row: an answer or a reason, and never anything else.
  @Test func `No number breaks a row`() throws {
    var kinds: Set<String> = []
    let words = ["nan", "inf", "1e308", "-1e308", "5e-324", "0", "-1", "1e9"]
    for row in try LawTable(CSVTable.read(Self.path)).entries.map(\.row)
    where kinds.insert(row.system + row.quantity).inserted {
      for word in words {
        for broken in Self.variants(of: row, word) {
          let answer = LawRegistry.answer(broken)
          #expect(answer.closedForm?.isFinite ?? !answer.reason.isEmpty, "\(broken)")
          #expect((answer.chain == nil) == !answer.reason.isEmpty, "\(broken)")
        }
      }
    }
  }

  private static func variants(of row: LawRow, _ word: String) -> [LawRow] {
    var (time, place) = (row, row)
    time.time = word
    place.place = word
    let pieces = row.parameters.split(separator: ";").map(String.init)
    return [time, place]
      + pieces.indices.map { index in
        var (changed, all) = (row, pieces)
        all[index] = all[index].split(separator: "=").dropLast().joined(separator: "=") + "=" + word
        changed.parameters = all.joined(separator: ";")
        return changed
      }
  }

  @Test(
    arguments: [
      (
        "heat [0;1] Dirichlet", "u with u0=-2*sin(2pi x) + 1e-1 sin(pi x)", "D=0.5", "0.3", "0.01",
        -1.48437882
      ),
      ("heat [0;1] periodic", "u with u0=1 on [0.25;0.5]; 0 else", "D=1", "0.4", "2", 0.25),
      ("gambler's ruin", "P(ruin at 0 before N)", "p=0.5;start=1;N=4", "", "", 0.75),
      ("compound Poisson", "P(sum <= 0.5)", "lambda=2;jumps Exp(rate 3)", "", "1", 0.5064375831068),
      (
        "slab transport S6 Gauss-Legendre", "transmission (isotropic incident flux; unit current)",
        "c=0;L=1e-9 mfp", "", "", 1
      ),
      (
        "killed Brownian motion on (0;1) absorbing ends", "E exp(-k tau; exit at 0)", "k=2;sigma=1;x0=0.7",
        "", "", 0.1755384852339
      ),
      (
        "CIR dX=kappa(theta-X)dt+xi sqrt(X) dW", "E exp(-int X)", "kappa=1;theta=0.05;xi=1e-7;x0=0.05", "",
        "2", 0.9048374180
      ),
    ] as [(String, String, String, String, String, Double)])
  func `Rows that the table does not have`(
    system: String, quantity: String, parameters: String, x: String, t: String, value: Double
  ) throws {
    let row = LawRow(system: system, quantity: quantity, parameters: parameters, place: x, time: t)
    let answer = LawRegistry.answer(row)
    #expect(abs(try #require(answer.closedForm, "\(answer.reason)") - value) < 1e-7)
  }

  @Test func `The example asks every quantity once`() throws {
    let path = ProjectFolder.root.appending(path: "Examples/questions.csv").path(percentEncoded: false)
    let table = try LawTable(CSVTable.read(path))
    let known = LawRegistry.known.flatMap { system, quantities in quantities.map { (system, $0) } }
    #expect(table.entries.count == known.count)
    for (entry, (system, quantity)) in zip(table.entries, known) {
      #expect(LawRegistry.match(system, entry.row.system) != nil, "\(entry.row.system), not \(system)")
      #expect(
        LawRegistry.match(quantity, entry.row.quantity) != nil, "\(entry.row.quantity), not \(quantity)")
      #expect(entry.answer.closedForm != nil && entry.isGood, "\(entry.row): \(entry.answer.reason)")
    }
  }

  @Test func `The document lists all systems and quantities`() throws {
    let document = try ProjectFolder.text(of: "Documentation/Formats/answer-tables.md")
    for (system, quantities) in LawRegistry.known {
      let line = "| `\(system)` | " + quantities.map { "`\($0)`" }.joined(separator: ", ") + " |"
      #expect(document.contains(line), "\(line)")
    }
  }
}
