"""W1 and W2 in Brian2's C++ standalone mode: the program is built once and run as often as one likes.

Usage: brian2_bench.py build w1|w2 FOLDER [--threads 1] [--ticks T] [--cores 64] [--walkers 1000] [--seed 1]
       brian2_bench.py run w1|w2 FOLDER
"""

import argparse
import glob
import json
import os
import subprocess

import numpy as np

import report
from w1_network import GATE, W1Network
from w2_network import THRESHOLD, W2Network


def build(options):
    import brian2 as b2

    b2.set_device("cpp_standalone", directory=options.folder, build_on_run=False)
    b2.prefs.devices.cpp_standalone.openmp_threads = options.threads if options.threads > 1 else 0
    b2.prefs.codegen.cpp.extra_compile_args_gcc = ["-w", "-O3", "-march=native", "-ffast-math"]
    b2.defaultclock.dt = 1 * b2.ms
    b2.seed(options.seed)
    objects = (w1 if options.workload == "w1" else w2)(b2, options)
    network = b2.Network(*objects)
    # A spike acts after the reset, so that its target meets it in the next tick.
    network.schedule = ["start", "groups", "thresholds", "resets", "synapses", "end"]
    network.run(options.ticks * b2.ms)
    b2.device.build(directory=options.folder, compile=True, run=False, clean=False)
    with open(os.path.join(options.folder, "options.json"), "w") as file:
        json.dump(vars(options), file)


def synapses(b2, group, edges):
    source, target, strength = (np.array(column) for column in zip(*edges))
    made = b2.Synapses(group, group, "w : 1", on_pre="v_post += w")
    made.connect(i=source, j=target)
    made.w = strength
    return made


def w1(b2, options):
    circuit = W1Network()
    group = b2.NeuronGroup(
        len(circuit.kinds),
        "v : 1\nthreshold : 1 (constant)\nrest : 1 (constant)\nkept : 1 (constant)\np : 1 (constant)",
        threshold="v >= threshold and rand() < p", reset="v = rest")
    group.threshold = circuit.thresholds
    group.rest = circuit.resets
    group.kept = np.array(circuit.keeps, float)
    group.p = [0.5 if kind == GATE else 1 for kind in circuit.kinds]
    potentials = np.zeros(len(circuit.kinds))
    potentials[circuit.first_counter] = -options.walkers
    potentials[circuit.starter] = 1
    group.v = potentials
    group.run_regularly("v *= kept", when="resets", order=1)
    return group, synapses(b2, group, circuit.synapses), counter(b2, group)


def w2(b2, options):
    cores = W2Network(options.cores, options.seed)
    group = b2.NeuronGroup(
        len(cores.targets), "v : 1", threshold=f"v >= {THRESHOLD}", reset=f"v -= {THRESHOLD}")
    group.v = cores.potentials
    group.run_regularly("v += 1", when="groups")
    return group, synapses(b2, group, cores.synapses()), counter(b2, group)


def counter(b2, group):
    """Counts the spikes of every neuron."""
    return b2.SpikeMonitor(group, record=False, name="spikes")


def run(folder):
    with open(os.path.join(folder, "options.json")) as file:
        options = argparse.Namespace(**json.load(file))
    subprocess.run(["./main"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    with open(os.path.join(folder, "results", "last_run_info.txt")) as file:
        seconds = float(file.read().split()[0])
    [path] = glob.glob(os.path.join(options.folder, "results", "_array_spikes_count_*"))
    counts = np.fromfile(path, np.int32)
    moved = options.walkers * int(counts[W1Network().done].sum()) if options.workload == "w1" else None
    report.row(
        options.workload, "brian2", options.threads, seconds, options.ticks, int(counts.sum()),
        walker_steps=moved)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("action", choices=["build", "run"])
    parser.add_argument("workload", choices=["w1", "w2"])
    parser.add_argument("folder")
    for name, value in [("threads", 1), ("ticks", 1000), ("cores", 64), ("walkers", 1000), ("seed", 1)]:
        parser.add_argument(f"--{name}", type=int, default=value)
    options = parser.parse_args()
    options.folder = os.path.abspath(options.folder)
    build(options) if options.action == "build" else run(options.folder)


main()
