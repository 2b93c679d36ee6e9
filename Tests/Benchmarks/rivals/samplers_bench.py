"""The computer's own samplers by NumPy and QuantLib: one row of `spikewalk bench normals|black-scholes|merton|density`."""

import argparse
import json
import math
import time

import numpy as np

# The option of the benchmarks: see Tests/Benchmarks/README.md.
SPOT, STRIKE, RATE, VOLATILITY, MATURITY = 100.0, 100.0, 0.05, 0.2, 1.0
INTENSITY, JUMP_MEAN, JUMP_DEVIATION = 1.0, -0.1, 0.15
ERROR = 0.01


def normals(seed, walkers=1_000_000, steps=100):
    """PCG64 and the ziggurat in double precision, all walkers a step."""
    generator = np.random.default_rng(seed)
    places = np.zeros(walkers)
    for _ in range(steps):
        places += generator.standard_normal(walkers)
    return {"walker_steps": walkers * steps}


def merton(seed, steps):
    """Exact in law for every step: the number of jumps, and their sum as one normal number."""
    paths = 1_000_000 if steps == 1 else 100_000
    generator = np.random.default_rng(seed)
    gap = math.exp(JUMP_MEAN + JUMP_DEVIATION**2 / 2) - 1
    dt = MATURITY / steps
    drift = (RATE - INTENSITY * gap - VOLATILITY**2 / 2) * dt
    logarithm = np.zeros(paths)
    for _ in range(steps):
        jumps = generator.poisson(INTENSITY * dt, paths)
        logarithm += drift + VOLATILITY * math.sqrt(dt) * generator.standard_normal(paths)
        logarithm += JUMP_MEAN * jumps + JUMP_DEVIATION * np.sqrt(jumps) * generator.standard_normal(paths)
    payoff = math.exp(-RATE * MATURITY) * np.maximum(SPOT * np.exp(logarithm) - STRIKE, 0)
    return {"paths": paths, "walker_steps": paths * steps, "error": payoff.std() / math.sqrt(paths)}


def density(seed, walkers, walks=20, nodes=100, steps=100):
    """A binomial number for every node and step."""
    generator = np.random.default_rng(seed)
    for _ in range(walks):
        counts = np.zeros(nodes, np.int64)
        counts[0] = walkers
        for _ in range(steps):
            right = generator.binomial(counts, 0.5)
            counts = np.roll(right, 1) + np.roll(counts - right, -1)
    return {"walker_steps": walks * walkers * steps}


def black_scholes(seed, steps):
    """QuantLib's MCEuropeanEngine with pseudo-random numbers."""
    import QuantLib as ql

    paths = 500_000 if steps == 1 else 50_000
    today, day_count = ql.Date(1, 1, 2026), ql.Actual365Fixed()
    ql.Settings.instance().evaluationDate = today
    curve = lambda rate: ql.YieldTermStructureHandle(ql.FlatForward(today, rate, day_count))
    volatility = ql.BlackVolTermStructureHandle(
        ql.BlackConstantVol(today, ql.NullCalendar(), VOLATILITY, day_count))
    process = ql.BlackScholesMertonProcess(
        ql.QuoteHandle(ql.SimpleQuote(SPOT)), curve(0.0), curve(RATE), volatility)
    option = ql.VanillaOption(
        ql.PlainVanillaPayoff(ql.Option.Call, STRIKE), ql.EuropeanExercise(today + 365))
    option.setPricingEngine(ql.MCEuropeanEngine(
        process, "pseudorandom", timeSteps=steps, requiredSamples=paths, seed=seed))
    option.NPV()
    return {"paths": paths, "walker_steps": paths * steps, "error": option.errorEstimate()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("workload", choices=["normals", "black-scholes", "merton", "density"])
    parser.add_argument("--size", type=int, default=1, help="steps of an option, walkers of the density")
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    bodies = {
        "normals": normals, "black-scholes": lambda seed: black_scholes(seed, options.size),
        "merton": lambda seed: merton(seed, options.size), "density": lambda seed: density(seed, options.size)}
    times = []
    for seed in range(1, options.repeats + 1):
        start, used = time.perf_counter(), time.process_time()
        result = bodies[options.workload](seed)
        times.append((time.perf_counter() - start, time.process_time() - used))
    seconds, processor = (sorted(column)[options.repeats // 2] for column in zip(*times))
    program = "quantlib" if options.workload == "black-scholes" else "numpy"
    suffix = {"normals": "normals", "density": f"counts, {options.size} walkers"}.get(
        options.workload, f"paths, {options.size} step{'' if options.size == 1 else 's'}")
    row = {
        "name": options.workload, "chip": None, "method": f"{program}-{suffix}", "threads": 1, "seconds": seconds,
        "processor_seconds": processor, "walker_steps_per_second": result["walker_steps"] / seconds}
    if "paths" in result:
        row["paths_per_second"] = result["paths"] / seconds
        row["processor_seconds_to_error_0.01"] = processor * (result["error"] / ERROR) ** 2
    print(json.dumps(row))


main()
