import Foundation
import TestSupport
import Testing

/// `price`: exact prices and sampled ones, in a table and in JSON.
@Suite struct PriceTests {
  /// Black and Scholes by the error function, strikes 90, 100 and 110: not our own closed form.
  private static func call(strike: Double) -> Double {
    func normal(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }
    let upper = (log(100 / strike) + 0.07) / 0.2
    return 100 * normal(upper) - strike * exp(-0.05) * normal(upper - 0.2)
  }

  private static let strip = PriceFlags.plain.replacingOccurrences(
    of: "--strike 100", with: "--strike 90,100,110")

  @Test func `JSON holds closed forms, chain prices and a budget that adds up`() throws {
    try ToolFolder.with { folder in
      let result = try folder.tool("price \(Self.strip) --json")
      #expect(result.exitCode == 0 && result.standardError == "")
      let json = try JSON(result.standardOutput)
      #expect(json["format"].string == "spikewalk-prices" && json["basis_point"].number == 0.01)
      #expect(json["rows"].list.count == 3)
      for (row, strike) in zip(json["rows"].list, [90.0, 100, 110]) {
        #expect(row["label"].string == "call, K = \(Int(strike)), T = 1")
        let (closed, chain) = (
          try #require(row["closed_form"].number), try #require(row["chain_price"].number)
        )
        #expect(abs(closed - Self.call(strike: strike)) < 1e-12)
        let parts = ["mesh_bias", "time_step_bias", "probability_bias"].compactMap { row[$0].number }
        #expect(parts.count == 3 && abs(parts.reduce(closed, +) - chain) < 1e-12)
        #expect(abs(chain - closed) < 0.0045 * 0.01, "0.0045 bp of the spot")
      }
    }
  }

  @Test func `The table says scheme, closed form, chain and budget`() throws {
    try ToolFolder.with { folder in
      let result = try folder.tool("price \(Self.strip)")
      #expect(result.exitCode == 0 && result.standardError == "")
      let lines = result.standardOutput.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(
        lines.first
          == "Co-moving lattice: 101 states, 300 steps, 3 outcomes a step (no drift), 8-bit gates drawn exactly."
      )
      let rows = lines.filter { $0.hasPrefix("  call, ") }.map { $0.split(separator: " ").suffix(6) }
      // Closed form, chain, and in basis points of the spot the bias and its parts.
      #expect(
        rows.map { $0.joined(separator: " ") } == [
          "16.69944841 16.69947104 0.00226 −0.136 0.138 −0.000451",
          "10.45058357 10.45057272 −0.00109 −0.298 0.298 −0.0012",
          "6.04008813 6.040055884 −0.00322 −0.259 0.257 −0.00102",
        ])
    }
  }

  @Test func `A closed form that no chain stands beside is given with the reason`() throws {
    try ToolFolder.with { folder in
      let flags =
        "price --model BS --spot 100 --rate 0.05 --option-type call --strike 90 --maturity 1 --volatility 0"
      let json = try JSON(folder.tool("\(flags) --json").standardOutput)
      #expect(json["reason"].string == "volatility is 0.0; allowed: above 0 for a walk")
      let price = try #require(json["rows"][0]["closed_form"].number)
      #expect(abs(price - (100 - 90 * exp(-0.05))) < 1e-12)
      #expect(json["rows"][0]["chain_price"].number == nil)
      // Greeks of a touch in Kou's model, for which there is no chain either.
      let touch =
        "price --model Kou --payoff running_max_hit_probability --option-type up --barrier 120 --spot 100 "
        + "--maturity 1 --volatility 0.2 --intensity 1 --up-probability 0.4 --eta1 10 --eta2 5"
      let rows = try JSON(folder.tool("\(touch) --greeks --json").standardOutput)["rows"].list
      #expect(rows.count > 1 && rows.allSatisfy { $0["closed_form"].number != nil })
      #expect(rows.dropFirst().first?["label"].string?.hasPrefix("delta of ") == true)
      let table = try folder.tool(flags)
      #expect(table.exitCode == 0)
      #expect(table.standardOutput.hasPrefix("No chain carries walkers here: volatility is 0.0; allowed"))
      let refusal = "spikewalk: error: --volatility is 0.0; allowed: above 0 for a walk\n"
      for other in ["--walkers 100", "--exercise american"] {
        let result = try folder.tool("\(flags) \(other)")
        #expect(result.exitCode == 65 && result.standardError == refusal)
      }
    }
  }

  @Test func `Greeks stand beside prices`() throws {
    try ToolFolder.with { folder in
      let rows = try JSON(folder.tool("price \(PriceFlags.plain) --greeks --json").standardOutput)["rows"]
        .list
      let names = ["delta", "gamma", "vega", "theta", "rho"].map { "\($0) of call, K = 100, T = 1" }
      #expect(rows.compactMap { $0["label"].string } == ["call, K = 100, T = 1"] + names)
      for row in rows {
        let (closed, chain) = (
          try #require(row["closed_form"].number), try #require(row["chain_price"].number)
        )
        #expect(abs(chain / closed - 1) < 2e-5)
      }
      #expect(rows[1]["bias"].isNull)
    }
  }

  @Test func `What is saved runs to the same answer`() throws {
    try ToolFolder.with { folder in
      let flags =
        "\(PriceFlags.merton) --control-variate --walkers 3200 --seed 9 --engine truenorth --engine cpu"
      let priced = try folder.tool("price \(flags) --json --save option.yaml")
      #expect(priced.exitCode == 0, "\(priced.standardError)")
      let ran = try folder.tool("run option.yaml --quiet")
      #expect(ran.exitCode == 0, "\(ran.standardError)")
      let (first, second) = (
        try JSON(priced.standardOutput), try JSON(folder.text("results/option/summary.json"))
      )
      #expect(first["engines"].list.count == 2)
      for (one, other) in zip(first["engines"].list, second["engines"].list) {
        #expect(one["name"].string == other["name"].string)
        #expect(one["estimates"]["values"][0].number == other["estimates"]["values"][0].number)
        #expect(one["estimates"]["exact"][0].number == other["estimates"]["exact"][0].number)
        #expect(one["verdict"]["good"].bool == true)
      }
      let again = try folder.tool("price \(flags) --save option.yaml")
      #expect(again.exitCode == 73 && again.standardError.contains("option.yaml: exists already"))
    }
  }

  /// The walkers are those of the exact variance times (1.02 x 1.147)^2: Student's quantile over the normal one, and what
  /// keeps the half-width that 64 batches show within the tolerance in 95 of 100 runs. It is 0.87 of the tolerance on
  /// average, to within a third (4 standard deviations).
  @Test func `A tolerance finds the number of walkers`() throws {
    try ToolFolder.with { folder in
      let arguments = ["price"] + PriceFlags.plain.split(separator: " ").map(String.init)
      let result = try folder.tool(arguments + ["--tolerance", "20 bp", "--control-variate", "--json"])
      #expect(result.exitCode == 0, "\(result.standardError)")
      let json = try JSON(result.standardOutput)
      // 1.96^2 x 14.72^2 / 6.92 over (0.2)^2, times 1.3666.
      let walkers = try #require(json["walkers"].number)
      #expect(abs(walkers / 4113 - 1) < 0.03, "\(walkers)")
      let engine = json["engines"][0]["estimates"]
      let (value, exact, half) = (
        engine["values"][0].number, engine["exact"][0].number, engine["half_widths"][0].number
      )
      #expect(abs(try #require(half) / 0.2 - 0.87) < 0.3)
      #expect(abs(try #require(value) - #require(exact)) < 0.5)
      let money = try folder.tool(arguments + ["--tolerance", "0.2", "--control-variate", "--json"])
      #expect(try JSON(money.standardOutput)["walkers"].number == walkers)
    }
  }
}
