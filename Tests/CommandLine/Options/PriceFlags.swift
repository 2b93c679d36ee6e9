/// Options by flags, for tests of `price`.
enum PriceFlags {
  static let market = "--spot 100 --rate 0.05 --maturity 1"
  static let plain = "--model BS \(market) --volatility 0.2 --option-type call --strike 100"
  static let merton =
    "--model Merton \(market) --volatility 0.2 --intensity 1 --jump-mean -0.1 --jump-deviation 0.15 "
    + "--option-type call --strike 100"
  static let kou =
    "--model Kou \(market) --volatility 0.2 --intensity 3 --up-probability 0.3 --eta1 25 --eta2 20 "
    + "--option-type call --strike 100"
  static let two =
    "--model BS2 \(market) --volatility 0.2 --second-spot 96 --second-volatility 0.3 --correlation 0.5"

  /// The same option as an experiment file, one key a line from line 3 on.
  static func experiment(_ flags: String, more: String = "walkers: 100", engines: String = "[cpu]") -> String
  {
    let words = flags.split(separator: " ").map(String.init)
    let keys = stride(from: 0, to: words.count, by: 2).map { place in
      let key = words[place].dropFirst(2).map { $0 == "-" ? "_" : String($0) }.joined()
      let value = words[place + 1]
      return "    \(key): \(value.contains(",") ? "[\(value)]" : value)"
    }
    return (["problem:", "  option:"] + keys + [more, "engines: \(engines)"]).joined(separator: "\n") + "\n"
  }
}
