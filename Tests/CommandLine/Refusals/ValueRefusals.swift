/// Values at the top level, and files that are no experiments.
extension Refusal {
  static let valueRefusals = [
    Refusal(
      "unknown key, with the nearest",
      "problem: { ring: { cells: 8, steps: 4 } }\nwalker: 10\nengines: [cpu]\n",
      "x.yaml:2:1: unknown key \"walker\"; did you mean \"walkers\"? known keys: title, problem, "
        + "walkers, tolerance, most_walkers, batches, seed, record, engines"),
    Refusal(
      "unknown key far from all",
      Refusal.base(more: "colour: red"),
      "x.yaml:3:1: unknown key \"colour\"; known keys: title, problem, walkers, tolerance, "
        + "most_walkers, batches, seed, record, engines"),
    Refusal(
      "wrong type",
      Refusal.base(walkers: "many"),
      "x.yaml:2:10: walkers: is many; expected a whole number from 1 to 1000000000000"),
    Refusal(
      "text for a number",
      Refusal.base(walkers: "\"10\""),
      "x.yaml:2:10: walkers: is \"10\"; expected a whole number from 1 to 1000000000000"),
    Refusal(
      "list for a mapping",
      "- 1\n- 2\n",
      "x.yaml:1:1: is a list; expected a mapping with the keys title, problem, walkers, tolerance, "
        + "most_walkers, batches, seed, record, engines"),
    Refusal(
      "a number with a point for a whole one",
      Refusal.base(walkers: "1.5"),
      "x.yaml:2:10: walkers: is 1.5; expected a whole number from 1 to 1000000000000"),
    Refusal(
      "an exponent for a whole number",
      Refusal.base(walkers: "1e6"),
      "x.yaml:2:10: walkers: is 1e6; expected a whole number from 1 to 1000000000000"),
    Refusal(
      "a huge whole number",
      Refusal.base(walkers: "99999999999999999999999"),
      "x.yaml:2:10: walkers: is 99999999999999999999999; allowed: 1 to 1000000000000"),
    Refusal(
      "zero walkers",
      Refusal.base(walkers: "0"),
      "x.yaml:2:10: walkers: is 0; allowed: 1 to 1000000000000"),
    Refusal(
      "no walkers",
      "problem: { ring: { cells: 8, steps: 4 } }\nengines: [cpu]\n",
      "x.yaml:1:1: the key \"walkers\" is missing; add it"),
    Refusal(
      "empty walkers",
      "problem: { ring: { cells: 8, steps: 4 } }\nwalkers:\nengines: [cpu]\n",
      "x.yaml:2:9: walkers: has no value; give one"),
    Refusal(
      "no problem",
      "walkers: 10\nengines: [cpu]\n",
      "x.yaml:1:1: the key \"problem\" is missing; add it"),
    Refusal(
      "an empty title",
      Refusal.base(more: "title: \"\""),
      "x.yaml:3:8: title: must be one line of 1 to 200 characters, without control characters"),
    Refusal(
      "a null character in a title",
      Refusal.base(more: "title: \"a\\0b\""),
      "x.yaml:3:8: title: must be one line of 1 to 200 characters, without control characters"),
    Refusal(
      "seed below zero",
      Refusal.base(more: "seed: -1"),
      "x.yaml:3:7: seed: is -1; allowed: 0 to 18446744073709551615"),
    Refusal(
      "seed of 65 bits",
      Refusal.base(more: "seed: 18446744073709551616"),
      "x.yaml:3:7: seed: is 18446744073709551616; allowed: 0 to 18446744073709551615"),
    Refusal(
      "seed with a point",
      Refusal.base(more: "seed: 1.5"),
      "x.yaml:3:7: seed: is 1.5; expected a whole number from 0 to 18446744073709551615"),
    Refusal(
      "seed in words",
      Refusal.base(more: "seed: lucky"),
      "x.yaml:3:7: seed: is lucky; expected a whole number from 0 to 18446744073709551615"),
    Refusal(
      "record beyond the end",
      Refusal.base(more: "record: [2, 5]"),
      "x.yaml:3:9: record: step 5 comes after the last step, 4; record steps up to 4"),
    Refusal(
      "record before the start",
      Refusal.base(more: "record: [-1]"),
      "x.yaml:3:10: record[0]: is -1; allowed: 0 to 100000000"),
    Refusal(
      "one walker on a wire",
      Refusal.base(problem: "wire", walkers: "1"),
      "x.yaml:1:1: one batch gives no standard error for mean visits per walker (0): it comes "
        + "from the spread of batches; give at least 2 batches, and as many walkers"),
    Refusal(
      "YAML too deep",
      "problem: " + String(repeating: "[", count: 200) + String(repeating: "]", count: 200),
      "x.yaml:1:110: nested more than 100 deep"),
    Refusal(
      "not YAML",
      "problem: { ring: [ }\n",
      "x.yaml:1:20: is not YAML: while parsing a flow node, did not find expected node content"),
    Refusal(
      "an empty file",
      "",
      "x.yaml: is empty; a mapping is expected"),
    Refusal(
      "a key given twice",
      Refusal.base(more: "walkers: 11"),
      "x.yaml:2:1: the key \"walkers\" appears more than once; keep one of them"),
    Refusal(
      "two documents",
      "problem: { ring: { cells: 8, steps: 4 } }\nwalkers: 10\nengines: [cpu]\n---\nproblem: { ring: { cells: 8, steps: 4 } }\nwalkers: 10\nengines: [cpu]\n",
      "x.yaml:4:1: a second document begins here; only one is allowed"),
    Refusal(
      "merge keys",
      "a: &a {x: 1}\nproblem: { ring: { cells: 8, steps: 4 } }\nwalkers: 10\nengines: [cpu]\n",
      "x.yaml:1:1: unknown key \"a\"; known keys: title, problem, walkers, tolerance, "
        + "most_walkers, batches, seed, record, engines"),
  ]
}
