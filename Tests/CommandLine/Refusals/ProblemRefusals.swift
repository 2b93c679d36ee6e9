/// Problems, chains and starts.
extension Refusal {
  static let problemRefusals = [
    Refusal(
      "unknown key of a problem",
      Refusal.base(problem: "{ ring: { cell: 8 } }"),
      "x.yaml:1:20: problem.ring: unknown key \"cell\"; did you mean \"cells\"? known keys: cells, "
        + "stay, start, steps"),
    Refusal(
      "negative probability",
      Refusal.base(problem: "{ ring: { stay: -0.25 } }"),
      "x.yaml:1:26: problem.ring.stay: is -0.25; allowed: from 0.0 up to 1.0"),
    Refusal(
      "probability above one",
      Refusal.base(problem: "{ torus: { stay: 1.5 } }"),
      "x.yaml:1:27: problem.torus.stay: is 1.5; allowed: from 0.0 up to 1.0"),
    Refusal(
      "not a number",
      Refusal.base(problem: "{ ring: { stay: nan } }"),
      "x.yaml:1:26: problem.ring.stay: is nan; expected a number from 0.0 up to 1.0"),
    Refusal(
      "infinity",
      Refusal.base(problem: "{ wire: { length: .inf } }"),
      "x.yaml:1:28: problem.wire.length: is .inf; expected a number from 1e-300 up to 1e+300"),
    Refusal(
      "infinity by exponent",
      Refusal.base(problem: "{ wire: { length: 1e999 } }"),
      "x.yaml:1:28: problem.wire.length: is 1e999; allowed: from 1e-300 up to 1e+300"),
    Refusal(
      "zero for a length",
      Refusal.base(problem: "{ wire: { length: 0 } }"),
      "x.yaml:1:28: problem.wire.length: is 0; allowed: from 1e-300 up to 1e+300"),
    Refusal(
      "two problems",
      Refusal.base(problem: "{ ring: {}, torus: {} }"),
      "x.yaml:1:10: problem: needs exactly one of wire, slab, two-directions, torus, ring, "
        + "interval, rectangle, ornstein-uhlenbeck, sphere, barbell, option, chain, but has ring, torus"),
    Refusal(
      "a start that never ends",
      Refusal.base(problem: "{ interval: { cells: 5, left: 0.5, right: 0.5, until_absorbed: 50 } }"),
      "x.yaml:1:73: problem.interval.until_absorbed: walkers can come to state 0, from which no "
        + "absorbing state is reached; give steps instead, or let the state lead to an absorbing one"),
    Refusal(
      "boundaries of the wrong number",
      Refusal.base(problem: "{ rectangle: { columns: 5, rows: 5, sides: [absorbing], steps: 5 } }"),
      "x.yaml:1:53: problem.rectangle.sides: has 1 boundaries; give one for all, or 4: left, "
        + "right, bottom, top"),
    Refusal(
      "an unknown boundary",
      Refusal.base(problem: "{ interval: { cells: 5, left: 0.5, right: 0.5, ends: open, steps: 5 } }"),
      "x.yaml:1:63: problem.interval.ends: unknown name \"open\"; known names: reflecting, "
        + "turning, absorbing, periodic"),
    Refusal(
      "steps of more than one",
      Refusal.base(problem: "{ interval: { cells: 5, left: 0.5, right: 0.75, steps: 5 } }"),
      "x.yaml:1:22: problem.interval: sum of the step probabilities is 1.25; allowed: at most 1"),
    Refusal(
      "a rectangle of too many states",
      Refusal.base(problem: "{ rectangle: { columns: 5000, rows: 5000, steps: 5 } }"),
      "x.yaml:1:23: problem.rectangle: 5000 columns and 5000 rows make 25000000 states; allowed: "
        + "up to 1000000"),
    Refusal(
      "unknown problem",
      Refusal.base(problem: "rings"),
      "x.yaml:1:10: problem: unknown name \"rings\"; did you mean \"ring\"? known names: wire, slab, "
        + "two-directions, torus, ring, interval, rectangle, ornstein-uhlenbeck, sphere, barbell, option, "
        + "chain"),
    Refusal(
      "more batches than walkers",
      Refusal.base(more: "batches: 11"),
      "x.yaml:3:10: batches: is 11, but there are only 10 walkers; give at most one batch a "
        + "walker"),
    Refusal(
      "zero batches",
      Refusal.base(more: "batches: 0"),
      "x.yaml:3:10: batches: is 0; allowed: 1 to 65536"),
    Refusal(
      "steps and until_absorbed",
      Refusal.base(problem: "{ chain: { file: walk.csv, steps: 5, until_absorbed: 5 } }"),
      "x.yaml:1:19: problem.chain: give one of steps (how many to walk) and until_absorbed (the "
        + "most to walk)"),
    Refusal(
      "neither steps nor until_absorbed",
      Refusal.base(problem: "{ chain: { file: walk.csv } }"),
      "x.yaml:1:19: problem.chain: give one of steps (how many to walk) and until_absorbed (the "
        + "most to walk)"),
    Refusal(
      "a start beyond the states",
      Refusal.base(problem: "{ ring: { cells: 8, start: 8 } }"),
      "x.yaml:1:37: problem.ring.start: there is no state 8; states are numbered 0 to 7"),
    Refusal(
      "a start of no name",
      Refusal.base(problem: "{ chain: { file: named.csv, start: celar, steps: 5 } }"),
      "x.yaml:1:45: problem.chain.start: there is no state celar; states are numbered 0 to 1 or "
        + "named, such as cellar"),
    Refusal(
      "start weights all zero",
      Refusal.base(problem: "{ ring: { cells: 8, start: { 0: 0, 3: 0 } } }"),
      "x.yaml:1:37: problem.ring.start: every start weight is zero; give at least one state a "
        + "positive weight"),
    Refusal(
      "a start weight below zero",
      Refusal.base(problem: "{ ring: { cells: 8, start: { 0: -1 } } }"),
      "x.yaml:1:42: problem.ring.start.0: is -1; allowed: from 0.0 up to 1000000000000000.0"),
    Refusal(
      "a start given under name and number",
      Refusal.base(problem: "{ chain: { file: named.csv, start: { hall: 1, 0: 2 }, steps: 5 } }"),
      "x.yaml:1:59: problem.chain.start.0: state 0 has a weight already, under its name or "
        + "number; give it once"),
    Refusal(
      "a wire start beyond its cells",
      Refusal.base(problem: "{ wire: { cells: 8, start: 8 } }"),
      "x.yaml:1:37: problem.wire.start: is 8; allowed: 0 to 7"),
    Refusal(
      "one batch of a wire",
      Refusal.base(problem: "wire", more: "batches: 1"),
      "x.yaml:3:10: batches: one batch gives no standard error for mean visits per walker (0): "
        + "it comes from the spread of batches; give at least 2 batches, and as many walkers"),
    Refusal(
      "one batch until absorption",
      Refusal.base(problem: "{ chain: { file: walk.csv, until_absorbed: 50 } }", more: "batches: 1"),
      "x.yaml:3:10: batches: one batch gives no standard error for absorption (steps to "
        + "absorption): it comes from the spread of batches; give at least 2 batches, and as many "
        + "walkers"),
    Refusal(
      "a walker that cannot move",
      Refusal.base(problem: "{ wire: { time_step: 1e-12 } }"),
      "x.yaml:1:18: problem.wire: time_step is 1e-12; allowed: long enough that a walker can "
        + "leave a cell of 0.05"),
    Refusal(
      "a time step too long",
      Refusal.base(problem: "{ ornstein-uhlenbeck: { time_step: 5 } }"),
      "x.yaml:1:32: problem.ornstein-uhlenbeck: time_step is 5.0; allowed: so short that the "
        + "probability of moving, 31.784385696029265, is at most 1: more time steps or fewer cells"),
    Refusal(
      "an odd number of directions",
      Refusal.base(problem: "{ slab: { directions: 5 } }"),
      "x.yaml:1:18: problem.slab: directions is 5; allowed: an even number: with an odd one the "
        + "middle direction would never move"),
    Refusal(
      "no cross-sections",
      Refusal.base(problem: "{ two-directions: { scattering: 0, absorption: 0 } }"),
      "x.yaml:1:28: problem.two-directions: scattering + absorption is 0.0; allowed: a positive "
        + "finite number"),
    Refusal(
      "too many states",
      Refusal.base(problem: "{ torus: { columns: 10000, rows: 10000 } }"),
      "x.yaml:1:19: problem.torus: 10000 columns and 10000 rows make 100000000 states; allowed: "
        + "up to 1000000"),
    Refusal(
      "too many transitions",
      Refusal.base(problem: "{ slab: { cells: 100, directions: 1000 } }"),
      "x.yaml:1:18: problem.slab: 100 cells and 1000 directions make 100000000 transitions; "
        + "allowed: up to 10000000"),
    Refusal(
      "too many records",
      Refusal.base(problem: "{ ring: { cells: 100000, steps: 400 } }", more: "record: \(Array(0..<300))"),
      "x.yaml:1:18: problem.ring: 100000 states at 301 recorded steps are too many to keep; "
        + "allowed: up to 30000000 numbers, here 300 recorded steps"),
    Refusal(
      "too many batches for the states",
      Refusal.base(problem: "{ ring: { cells: 1000, steps: 4 } }", walkers: "65536", more: "batches: 65536"),
      "x.yaml:1:18: problem.ring: 1000 states in 65536 batches are too many to keep; allowed: up "
        + "to 30000000 numbers, here 30000 batches"),
    Refusal(
      "too many steps for the states",
      Refusal.base(problem: "{ ring: { cells: 10000, steps: 100000000 } }", more: "batches: 2\nrecord: []"),
      "x.yaml:1:18: problem.ring: 100000000 steps of 20000 transitions are too many for an exact "
        + "answer; allowed: up to 1000000000000 in all, here 50000000 steps"),
    Refusal(
      "a missing chain file",
      Refusal.base(problem: "{ chain: { file: nowhere.mtx, steps: 5 } }"),
      "nowhere.mtx: no such file; check the path"),
    Refusal(
      "a truncated Matrix Market file",
      Refusal.base(problem: "{ chain: { file: cut.mtx, steps: 5 } }"),
      "cut.mtx:4: the file ends after 2 of 3 entries; 1 are missing"),
    Refusal(
      "a row that does not sum to one",
      Refusal.base(problem: "{ chain: { file: off.csv, steps: 5 } }"),
      "off.csv:3: row 0, which ends here, sums to 0.75, 0.25 below 1; at most 1e-09 is tolerated"),
    Refusal(
      "a negative probability in a file",
      Refusal.base(problem: "{ chain: { file: negative.csv, steps: 5 } }"),
      "negative.csv:2:5: the probability is 1.5; it must lie between 0 and 1"),
    Refusal(
      "a chain file of unknown ending",
      Refusal.base(problem: "{ chain: { file: walk.txt, steps: 5 } }"),
      "walk.txt: the ending tells the format: name the file .csv, .mtx or .mm"),
    Refusal(
      "a folder for a chain file",
      Refusal.base(problem: "{ chain: { file: folder.csv, steps: 5 } }"),
      "folder.csv: cannot be read: Is a directory", code: 74),
  ]
}
