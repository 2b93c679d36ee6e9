import MarkovChains

/// Functionals of whole paths of Brownian motion, after Feynman and Kac.
enum PathLaws {
  static let systems: [LawSystem] = [
    LawSystem(name: "Feynman-Kac harmonic potential", quantities: [harmonic]),
    LawSystem(name: "Feynman-Kac occupation time", quantities: [occupation]),
  ]

  private static let harmonic = LawSystem.Quantity("E_x exp(-(omega^2/2) int_0^t W^2)") { row in
    let (frequency, x, t) = (try row.number("omega"), try row.place(), try row.time())
    return LawResult(try FeynmanKac.harmonicPotential(frequency: frequency, from: x, over: t)) {
      try KillingWalk(start: x, time: t) { frequency * frequency / 2 * $0 * $0 }.survival()
    }
  }

  private static let occupation = LawSystem.Quantity("E_0 exp(-beta int 1{W>0})") { row in
    let (rate, t) = (try row.number("beta"), try row.time())
    try row.placeRepeats(0, "start")
    return LawResult(try FeynmanKac.occupationTime(rate: rate, over: t)) {
      // On the edge the walker is above for half of the time.
      try KillingWalk(start: 0, time: t) { $0 > 0 ? rate : $0 == 0 ? rate / 2 : 0 }.survival()
    }
  }
}
