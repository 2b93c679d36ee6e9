"""W1 and W2 in NEST, of iaf_psc_delta neurons without leak and synapses of delay 1.

That neuron resets to a potential, not by a difference. W2 therefore loses what is above the threshold and
spikes a little less; its count is that of the C++ loop with `--reset zero`.

Usage: nest_bench.py w1|w2 [--threads 1] [--ticks T] [--cores 64] [--walkers 1000] [--seed 1]
"""

import argparse
import time

import nest
import numpy as np

import report
from w1_network import GATE, W1Network
from w2_network import THRESHOLD, W2Network

# So long (ms) that nothing is lost in a run, and so short that nothing is left after a tick.
FOREVER, INSTANT = 1e12, 1e-3


def connect(neurons, edges, model="static_synapse"):
    source, target, strength = (np.array(column) for column in zip(*edges))
    first = neurons[0].global_id
    nest.Connect(
        source + first, target + first, "one_to_one",
        {"synapse_model": model, "weight": strength.astype(float), "delay": np.ones(len(edges))})


def timed(ticks):
    nest.Prepare()
    start = time.perf_counter()
    nest.Run(float(ticks))
    seconds = time.perf_counter() - start
    nest.Cleanup()
    return seconds


def w1(options):
    circuit = W1Network()
    neurons = nest.Create(
        "iaf_psc_delta", len(circuit.kinds),
        {"E_L": 0.0, "V_th": 0.5, "V_reset": -1.0, "t_ref": 0.0, "V_m": 0.0})
    neurons.V_th = np.array(circuit.thresholds) - 0.5
    neurons.V_reset = np.array(circuit.resets, float)
    neurons.tau_m = np.where(circuit.keeps, FOREVER, INSTANT)
    neurons[circuit.first_counter].V_m = float(-options.walkers)
    gates = [edge for edge in circuit.synapses if circuit.kinds[edge[1]] == GATE]
    others = [edge for edge in circuit.synapses if circuit.kinds[edge[1]] != GATE]
    connect(neurons, others)
    nest.SetDefaults("bernoulli_synapse", {"p_transmit": 0.5})
    connect(neurons, gates, "bernoulli_synapse")
    start = nest.Create("spike_generator", params={"spike_times": [1.0]})
    nest.Connect(start, neurons[circuit.starter], syn_spec={"weight": 1.0, "delay": 1.0})
    done = nest.Create("spike_recorder")
    for neuron in circuit.done:
        nest.Connect(neurons[neuron], done)
    seconds = timed(options.ticks)
    report.row(
        "w1", "nest", options.threads, seconds, options.ticks, int(nest.local_spike_counter),
        walker_steps=options.walkers * done.n_events)


def w2(options):
    cores = W2Network(options.cores, options.seed)
    neurons = nest.Create(
        "iaf_psc_delta", len(cores.targets),
        {"E_L": 0.0, "V_th": THRESHOLD - 0.5, "V_reset": 0.0, "t_ref": 0.0, "tau_m": FOREVER,
         "C_m": 1.0, "I_e": 1.0})
    neurons.V_m = np.array(cores.potentials, float)
    connect(neurons, list(cores.synapses()))
    seconds = timed(options.ticks)
    report.row("w2", "nest", options.threads, seconds, options.ticks, int(nest.local_spike_counter))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("workload", choices=["w1", "w2"])
    for name, value in [("threads", 1), ("ticks", 1000), ("cores", 64), ("walkers", 1000), ("seed", 1)]:
        parser.add_argument(f"--{name}", type=int, default=value)
    options = parser.parse_args()
    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.ResetKernel()
    nest.local_num_threads = options.threads
    nest.resolution = 1.0
    nest.rng_seed = options.seed
    (w1 if options.workload == "w1" else w2)(options)


main()
