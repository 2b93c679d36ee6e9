/// Engines, and what does not fit a chip.
extension Refusal {
  static let engineRefusals = [
    Refusal(
      "no engines",
      "problem: { ring: { cells: 8, steps: 4 } }\nwalkers: 10\n",
      "x.yaml:1:1: the key \"engines\" is missing; add it"),
    Refusal(
      "empty engines",
      Refusal.base(engines: "[]"),
      "x.yaml:3:10: engines: is empty; name at least one engine"),
    Refusal(
      "unknown engine",
      Refusal.base(engines: "[loihi2]"),
      "x.yaml:3:11: engines[0]: unknown name \"loihi2\"; did you mean \"loihi\"? known names: "
        + "truenorth, loihi, cpu"),
    Refusal(
      "unknown method",
      Refusal.base(engines: "[{ cpu: { method: walker } }]"),
      "x.yaml:3:28: engines[0].cpu.method: unknown name \"walker\"; did you mean \"walkers\"? known "
        + "names: walkers, counts"),
    Refusal(
      "unknown circuit",
      Refusal.base(engines: "[{ loihi: { method: latched-generator } }]"),
      "x.yaml:3:30: engines[0].loihi.method: unknown name \"latched-generator\"; known names: "
        + "density-two-phase"),
    Refusal(
      "unknown generator",
      Refusal.base(engines: "[{ truenorth: { generator: mersenne } }]"),
      "x.yaml:3:37: engines[0].truenorth.generator: unknown name \"mersenne\"; known names: "
        + "counter, lfsr32, lfsr32-serial"),
    Refusal(
      "generator of another chip",
      Refusal.base(engines: "[{ loihi: { generator: counter } }]"),
      "x.yaml:3:22: engines[0].loihi: unknown key \"generator\"; known keys: name, method, "
        + "probability_bits, chips, replicas, placement, fabric"),
    Refusal(
      "unknown placement",
      Refusal.base(engines: "[{ loihi: { placement: far } }]"),
      "x.yaml:3:33: engines[0].loihi.placement: unknown name \"far\"; known names: near, scattered"),
    Refusal(
      "unknown fabric",
      Refusal.base(engines: "[{ loihi: { fabric: slow } }]"),
      "x.yaml:3:30: engines[0].loihi.fabric: unknown name \"slow\"; known names: reference, fast"),
    Refusal(
      "bits beyond the chip",
      Refusal.base(engines: "[{ loihi: { probability_bits: 16 } }]"),
      "x.yaml:3:40: engines[0].loihi.probability_bits: is 16; allowed: 8"),
    Refusal(
      "bits beyond TrueNorth",
      Refusal.base(engines: "[{ truenorth: { probability_bits: 17 } }]"),
      "x.yaml:3:44: engines[0].truenorth.probability_bits: is 17; allowed: 8 to 16"),
    Refusal(
      "chips beyond the system",
      Refusal.base(engines: "[{ loihi: { chips: 769 } }]"),
      "x.yaml:3:29: engines[0].loihi.chips: is 769; allowed: 1 to 768"),
    Refusal(
      "two engines of one name",
      Refusal.base(engines: "[cpu, { loihi: { name: cpu-counts } }]"),
      "x.yaml:3:10: engines: two engines are called cpu-counts; give one of them a name: of its "
        + "own"),
    Refusal(
      "an engine name of two lines",
      Refusal.base(engines: "[{ cpu: { name: \"a\\nb\" } }]"),
      "x.yaml:3:26: engines[0].cpu.name: must be one line of 1 to 200 characters, without "
        + "control characters"),
    Refusal(
      "replicas beyond batches",
      Refusal.base(engines: "[{ loihi: { replicas: 5 } }]", more: "batches: 4"),
      "engine loihi: replicas is 5, but the run has only 4 batches to share among them; use at "
        + "least as many batches as replicas"),
    Refusal(
      "replicas in words",
      Refusal.base(engines: "[{ loihi: { replicas: many } }]"),
      "x.yaml:3:32: engines[0].loihi.replicas: is many; expected a whole number from 1 to 65536"),
    Refusal(
      "a mesh beyond a chip",
      Refusal.base(
        problem: "{ torus: { columns: 200, rows: 200, steps: 5 } }", engines: "[{ loihi: { chips: 1 } }]"),
      "engine loihi: a mesh of 40000 nodes needs at least 600000 neurons; 1 chip has 131072; "
        + "allow at least 5 chips, or take a smaller mesh"),
    Refusal(
      "a mesh far beyond a chip",
      Refusal.base(problem: "{ torus: { columns: 400, rows: 400, steps: 5 } }", engines: "[loihi]"),
      "engine loihi: a mesh of 160000 nodes needs at least 320000 neurons; 1 chip has 131072; "
        + "allow at least 3 chips, or take a smaller mesh"),
    Refusal(
      "a pile beyond a Loihi node",
      Refusal.base(walkers: "32768", engines: "[loihi]", more: "batches: 1"),
      "engine loihi: state 0 could hold 32768 walkers of one batch, a node on loihi holds 32767; "
        + "use at least 2 batches (now 1), or fewer walkers"),
    Refusal(
      "a pile beyond a TrueNorth node",
      Refusal.base(walkers: "262144", engines: "[truenorth]", more: "batches: 1"),
      "engine truenorth: state 0 could hold 262144 walkers of one batch, a node on truenorth "
        + "holds 262143; use at least 2 batches (now 1), or fewer walkers"),
    Refusal(
      "nothing to walk on",
      Refusal.base(problem: "{ ring: { stay: 1 } }", engines: "[{ loihi: { name: my chip } }]"),
      "engine my chip: every state of the chain is absorbing: there is nothing to walk on"),
    Refusal(
      "too many exits",
      Refusal.base(problem: "{ slab: { cells: 4, directions: 300 } }", engines: "[truenorth]"),
      "engine truenorth: state 150 has 300 exits, but a tree of gates has at most 64; merge rare "
        + "exits, or split the step into stages of a kernel schedule"),
    Refusal(
      "too many exits for Loihi",
      Refusal.base(problem: "{ slab: { cells: 4, directions: 300 } }", engines: "[loihi]"),
      "engine loihi: state 150 has 300 exits, but a tree of gates has at most 64; merge rare "
        + "exits, or split the step into stages of a kernel schedule"),
  ]
}
