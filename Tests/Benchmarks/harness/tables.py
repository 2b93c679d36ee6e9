"""Medians, ratios and checks of rows."""

import statistics
import subprocess
import json

from . import entries

# What every other speed is divided by, in the same round.
RIVAL = {"w1": "cpp-events", "w2": "cpp-rows", "chip": "cpp-rows", "ns16e4": None}


def label(row):
    chip = f" ({row['chip']})" if row.get("chip") else ""
    program = "spikewalk" if row["program"].startswith("spikewalk") else row["method"].split("-")[0]
    method = row["method"] if program == "spikewalk" else "-".join(row["method"].split("-")[1:])
    return f"{program}{chip} {method}".strip(), row["threads"], row.get("cores")


def speed(workload, row):
    """Walker-steps a second (W1), ticks a second (the others)."""
    return row.get("walker_steps_per_second" if workload == "w1" else "ticks_per_second")


def table(workload, rows):
    rival = RIVAL[workload]
    measures = [(speed, "million walker-steps/s" if workload == "w1" else "ticks/s", 1e6 if workload == "w1" else 1)]
    if workload == "w1":
        measures.append((events, "million synaptic events/s", 1e6))
    groups = {}
    for row in rows:
        if speed(workload, row):
            groups.setdefault(label(row), []).append(row)
    titles = ["program", "threads"]
    for _, unit, _ in measures:
        titles += [f"{unit}, median (least, most)"] + ([f"against {rival}, median"] if rival else [])
    titles += ["events per walker-step"] if workload == "w1" else ["spikes"]
    lines = [f"## {workload.upper()}", "", row_text(titles), "|---" * len(titles) + "|"]
    for (name, threads, cores), group in groups.items():
        cells = [name + (f", {cores} cores" if cores else ""), threads]
        for measure, _, scale in measures:
            cells += columns(workload, measure, scale, group, rows, rival)
        cells.append(per_step(group[-1]) if workload == "w1" else group[-1].get("spikes") or "")
        lines.append(row_text(cells))
    return "\n".join(lines) + "\n"


def columns(workload, measure, scale, group, rows, rival):
    """The median of a speed with its range, and that of its ratio to the rival's speed in the same round."""
    values = [measure(workload, row) for row in group]
    if None in values:
        return [""] * (2 if rival else 1)
    base = {
        row["round"]: measure(workload, row) for row in rows if row["method"] == rival and row["threads"] == 1}
    ratios = [value / base[row["round"]] for value, row in zip(values, group) if row["round"] in base]
    text = "{:.4g} ({:.4g}, {:.4g})".format(*(v / scale for v in (statistics.median(values), min(values), max(values))))
    return [text] + ([f"{statistics.median(ratios):.3g}" if ratios else ""] if rival else [])


def events(workload, row):
    """Synaptic events a second; none where a program does not count them."""
    return row.get("synaptic_events_per_second")


def per_step(row):
    if not events("w1", row):
        return ""
    return f"{row['synaptic_events_per_second'] / row['walker_steps_per_second']:.3g}"


def row_text(cells):
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


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
