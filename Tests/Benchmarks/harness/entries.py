"""The programs that are timed, and how they are built."""

import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent.parent
ROOT = HERE.parent.parent
BUILD = ROOT / ".build-bench"
PYTHON = BUILD / "rivals" / "bin" / "python"
WORKLOADS = ("w1", "w2", "chip", "ns16e4")
CHIP_CORES = 4096
# Of W1 with 1000 walkers: about as many as 100 Markov steps take. The other simulators run for so long.
W1_TICKS = 16_000


class Program:
    """A command that prints a row, or a list of rows, as JSON on its last line or as its whole output."""

    def __init__(self, name, *command):
        self.name = name
        self.command = [str(word) for word in command]

    def run(self):
        output = subprocess.run(self.command, check=True, capture_output=True, text=True).stdout.strip()
        rows = json.loads(output if output.startswith("[") else output.splitlines()[-1])
        return rows if isinstance(rows, list) else [rows]


def reason(error):
    """Why a program failed, in one line."""
    text = getattr(error, "stderr", None) or str(error)
    return text.strip().splitlines()[-1]


def build_loops():
    BUILD.mkdir(exist_ok=True)
    for name, flags in (("w1", []), ("w2", []), ("samplers", ["-ffast-math"])):
        subprocess.run(
            ["c++", "-std=c++20", "-O3", "-march=native", *flags, "-Wall", "-Wextra", "-pthread",
             HERE / "cpp" / f"{name}.cpp", "-o", BUILD / name], check=True)


def set_up_rivals(options):
    """The modules that can be used here, of brian2, nest, numpy and QuantLib."""
    subprocess.run([HERE / "rivals" / "setup"], check=True)
    found = []
    for module in ("brian2", "nest", "numpy", "QuantLib"):
        if subprocess.run([PYTHON, "-c", f"import {module}"], capture_output=True).returncode == 0:
            found.append(module)
        else:
            print(f"left out: {module} is not installed", file=sys.stderr)
    return found


def programs(workload, options, rivals):
    threads, cores = options.threads, ["--cores", options.cores]
    tool = ROOT / ".build" / "release" / "spikewalk"
    several = [threads] if threads > 1 else []
    if workload in ("chip", "ns16e4"):
        entries = [
            Program(f"spikewalk {workload}, {count} thread(s)", tool, "bench", workload, "--threads", count, "--json")
            for count in ([1] + several if workload == "chip" else [threads])]
        if workload == "chip":
            entries.append(Program(
                "C++ rows", BUILD / "w2", "--method", "rows", "--cores", CHIP_CORES, "--ticks", 200))
        return entries
    entries = [Program(f"spikewalk {workload}", tool, "bench", workload, "--json")]
    if workload == "w1":
        entries += [Program(f"C++ {method}", BUILD / "w1", "--method", method) for method in ("events", "dense")]
    else:
        entries.append(Program("C++ events", BUILD / "w2", "--repeats", 3, *cores))
        entries += [
            Program(
                f"C++ rows, {count} thread(s)", BUILD / "w2", "--method", "rows", "--repeats", 3, "--threads",
                count, *cores)
            for count in [1] + several]
    if "brian2" in rivals:
        for count in [1] + (several if workload == "w2" else []):
            entries += brian2(workload, count, cores)
    if "nest" in rivals:
        for count in [1] + (several if workload == "w2" else []):
            entries.append(Program(
                f"NEST, {count} thread(s)", PYTHON, HERE / "rivals" / "nest_bench.py", workload, "--threads",
                count, *(["--ticks", W1_TICKS] if workload == "w1" else cores)))
    return entries


def brian2(workload, threads, cores):
    """The program that Brian2 generates, built here; none if it cannot be built."""
    script = HERE / "rivals" / "brian2_bench.py"
    folder = BUILD / f"brian2-{workload}-{threads}"
    size = ["--ticks", W1_TICKS] if workload == "w1" else cores
    print(f"Brian2 builds {workload} for {threads} thread(s)", file=sys.stderr)
    command = [PYTHON, script, "build", workload, folder, "--threads", threads, *size]
    made = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if made.returncode != 0:
        print(f"left out: Brian2 {workload}: {made.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return []
    return [Program(f"Brian2, {threads} thread(s)", PYTHON, script, "run", workload, folder)]
