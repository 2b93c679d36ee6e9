/// The parameters of an option, by their keys in an experiment file. The command line writes `jump_mean` as
/// `--jump-mean`, a table of options has columns of its own names.
public enum OptionKey: String, CaseIterable, Sendable {
  case model, payoff, exercise
  case optionType = "option_type"
  case spot, strike, maturity, rate
  case dividendYield = "dividend_yield"
  case volatility, intensity
  case jumpMean = "jump_mean"
  case jumpDeviation = "jump_deviation"
  case upProbability = "up_probability"
  case rateUp = "eta1"
  case rateDown = "eta2"
  case variance, reversion
  case longVariance = "long_variance"
  case volatilityOfVariance = "volatility_of_variance"
  case varianceCorrelation = "variance_correlation"
  case barrier
  case upperBarrier = "upper_barrier"
  case barrierType = "barrier_type"
  case cash, dates
  case secondSpot = "second_spot"
  case secondDividendYield = "second_dividend_yield"
  case secondVolatility = "second_volatility"
  case correlation

  /// The column of a table of options that holds it.
  public var column: String {
    switch self {
    case .model, .payoff, .exercise, .optionType, .barrier, .barrierType, .cash: rawValue
    case .spot: "S0"
    case .strike: "K"
    case .maturity: "T"
    case .rate: "r"
    case .dividendYield: "q"
    case .volatility: "sigma"
    case .intensity: "lam"
    case .jumpMean: "mu_j"
    case .jumpDeviation: "sigma_j"
    case .upProbability: "p_up"
    case .rateUp: "eta1"
    case .rateDown: "eta2"
    case .variance: "v0"
    case .reversion: "kappa"
    case .longVariance: "theta_v"
    case .volatilityOfVariance: "xi"
    case .varianceCorrelation: "rho_sv"
    case .upperBarrier: "barrier2"
    case .dates: "n_dates"
    case .secondSpot: "S0_2"
    case .secondDividendYield: "q_2"
    case .secondVolatility: "sigma_2"
    case .correlation: "corr"
    }
  }

  /// The option of the command line that gives it.
  public var flag: String { "--" + rawValue.map { $0 == "_" ? "-" : String($0) }.joined() }
}
