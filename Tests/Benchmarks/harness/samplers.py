"""The computer's own samplers: what runs beside `spikewalk bench normals|black-scholes|merton|lattice|density`."""

import statistics

from . import entries

WORKLOADS = ("normals", "black-scholes", "merton", "lattice", "density")
# Where a workload has several sizes: how their rows' methods end.
SIZES = {"black-scholes": ("1 step", "100 steps"), "merton": ("1 step", "100 steps"),
         "density": ("1000 walkers", "10000 walkers")}
LOOPS = {"normals": ("normals-vector", "normals-library"), "lattice": ("lattice-sliced",)}
MODULE = {"normals": "numpy", "merton": "numpy", "density": "numpy", "black-scholes": "QuantLib"}


def programs(workload, rivals):
    tool = entries.ROOT / ".build" / "release" / "spikewalk"
    found = [entries.Program(f"spikewalk {workload}", tool, "bench", workload, "--repeats", 3, "--json")]
    found += [
        entries.Program(f"C++ {method}", entries.BUILD / "samplers", "--method", method, "--repeats", 3)
        for method in LOOPS.get(workload, ())]
    module = MODULE.get(workload)
    if module in rivals:
        script = entries.HERE / "rivals" / "samplers_bench.py"
        for size in SIZES.get(workload, ("1",)):
            found.append(entries.Program(
                f"{module} {workload} {size}", entries.PYTHON, script, workload, "--size", size.split()[0]))
    return found


def speed(row):
    """Of options the price of an error of 0.01 turned round, of the others walker-steps a second."""
    cost = row.get("processor_seconds_to_error_0.01")
    return 1 / cost if cost else row["walker_steps_per_second"]


def size_of(row):
    return next((size for size in SIZES.get(row["name"], ()) if row["method"].endswith(" " + size)), "")


def table(workload, rows):
    """Medians over the rounds, and medians of the ratio to every other program of the same size in the same round."""
    is_option = workload in ("black-scholes", "merton")
    unit = "processor-seconds to an error of 0.01" if is_option else "million walker-steps/s"
    shown = (lambda value: 1 / value) if is_option else (lambda value: value / 1e6)
    groups = {}
    for row in rows:
        groups.setdefault((row["program"], row["method"]), []).append(row)
    ours = {
        (row["round"], size_of(row)): speed(row)
        for row in reversed(rows) if row["program"].startswith("spikewalk")}
    lines = [f"## {workload}", "", f"| program | {unit}, median (least, most) | SpikeWalk against it, median |",
             "|---|---|---|"]
    for (program, method), group in groups.items():
        values = [shown(speed(row)) for row in group]
        text = "{:.4g} ({:.4g}, {:.4g})".format(statistics.median(values), min(values), max(values))
        ratios = [
            ours[row["round"], size_of(row)] / speed(row) for row in group if (row["round"], size_of(row)) in ours]
        is_ours = program.startswith("spikewalk")
        ratio = "" if is_ours or not ratios else f"{statistics.median(ratios):.3g}"
        name = f"spikewalk {method}" if is_ours else method.replace("-", " ", 1)
        lines.append(f"| {name} | {text} | {ratio} |")
    return "\n".join(lines) + "\n"
