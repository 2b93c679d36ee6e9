"""Medians, ratios and checks of rows."""

import statistics
import subprocess
import json

from . import entries

# What every other speed is divided by, in the same round.
RIVAL = {"w1": "cpp-events", "w2": "cpp-rows"}


def label(row):
    chip = f" ({row['chip']})" if row.get("chip") else ""
    program = "spikewalk" if row["program"].startswith("spikewalk") else row["method"].split("-")[0]
    method = row["method"] if program == "spikewalk" else "-".join(row["method"].split("-")[1:])
    return f"{program}{chip} {method}".strip(), row["threads"], row.get("cores")


def speed(workload, row):
    """Walker-steps a second (W1), ticks a second (W2)."""
    return row.get("walker_steps_per_second" if workload == "w1" else "ticks_per_second")


def table(workload, rows):
    base = {
        row["round"]: speed(workload, row) for row in rows
        if row["method"] == RIVAL[workload] and row["threads"] == 1}
    groups = {}
    for row in rows:
        if speed(workload, row):
            groups.setdefault(label(row), []).append(row)
    unit = "million walker-steps/s" if workload == "w1" else "ticks/s"
    lines = [
        f"## {workload.upper()}", "",
        f"| program | threads | {unit}, median (least, most) | against {RIVAL[workload]}, median | spikes |",
        "|---|---|---|---|---|"]
    for (name, threads, cores), group in groups.items():
        speeds = [speed(workload, row) / (1e6 if workload == "w1" else 1) for row in group]
        ratios = [speed(workload, row) / base[row["round"]] for row in group if row["round"] in base]
        name += f", {cores} cores" if cores else ""
        lines.append(
            f"| {name} | {threads} | {statistics.median(speeds):.4g} ({min(speeds):.4g}, {max(speeds):.4g}) | "
            f"{f'{statistics.median(ratios):.3g}' if ratios else ''} | {group[-1].get('spikes') or ''} |")
    return "\n".join(lines) + "\n"


def wrong_counts(rows, cores):
    """Rows of W2 whose spikes are not those of the C++ loop. NEST's neuron resets to 0, and so is its loop's."""
    faults = []
    expected = {}
    for row in rows:
        size = row.get("cores") or cores
        if row.get("spikes") is None:
            continue
        reset = "zero" if row["method"] == "nest" else "linear"
        ticks = row.get("ticks") or round(row["ticks_per_second"] * row["seconds"])
        case = (size, ticks, reset)
        if case not in expected:
            expected[case] = count(*case)
        if row["spikes"] != expected[case]:
            faults.append(
                f"{row['program']} ({row['method']}): {row['spikes']} spikes, expected {expected[case]}")
    return sorted(set(faults))


def count(cores, ticks, reset):
    command = [entries.BUILD / "w2", "--cores", cores, "--ticks", ticks, "--reset", reset]
    output = subprocess.run(
        [str(word) for word in command], check=True, capture_output=True, text=True).stdout
    return json.loads(output)["spikes"]
