"""One row of results, with the keys of `spikewalk bench --json`."""

import json


def row(name, method, threads, seconds, ticks, spikes, walker_steps=None, events=None):
    per_second = lambda count: None if count is None else count / seconds
    print(json.dumps({
        "name": name, "chip": None, "method": method, "threads": threads, "seconds": seconds, "ticks": ticks,
        "ticks_per_second": ticks / seconds, "real_time_factor": ticks * 1e-3 / seconds,
        "walker_steps_per_second": per_second(walker_steps),
        "synaptic_events_per_second": per_second(events), "spikes": spikes,
    }))
