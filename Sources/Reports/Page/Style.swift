/// The page's style sheet: light and dark by the reader's preference, and fit to print.
enum Style {
  static let sheet = """
    :root { color-scheme: light dark; --paper: #fdfdfb; --card: #ffffff; --ink: #1c2126; --soft: #5b6570;
      --edge: #d9dde1; --grid: #e9ecef; --empty: #eceff1; --good: #1a7f37; --bad: #c62828; --notice: #fff6dd;
      --s0: #0072b2; --s1: #d55e00; --s2: #009e73; --s3: #b0568d; --s4: #b07d00; --s5: #3a8fc0; }
    @media (prefers-color-scheme: dark) { :root { --paper: #14171a; --card: #1b1f24; --ink: #e4e8ec;
      --soft: #9aa5b1; --edge: #363d45; --grid: #2a3037; --empty: #262b31; --good: #4cc26b; --bad: #ff7a70;
      --notice: #332c14; --s0: #58b0e8; --s1: #ff8c42; --s2: #2fd0a0; --s3: #e08fc0; --s4: #f0b840; --s5: #9cd6f5; } }
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 1160px; padding: 1.2rem 1.4rem 3rem; background: var(--paper); color: var(--ink);
      font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
    h1 { font-size: 1.8rem; line-height: 1.2; margin: 1.1rem 0 .3rem; }
    h2 { font-size: 1.25rem; margin: 2.4rem 0 .6rem; padding-bottom: .25rem; border-bottom: 1px solid var(--edge); }
    h3 { font-size: 1.02rem; margin: 1.4rem 0 .4rem; }
    p { margin: .4rem 0 .8rem; max-width: 75ch; }
    .notice { max-width: none; margin: 0; padding: .6rem .9rem; background: var(--notice);
      border-left: 4px solid var(--s4); border-radius: 4px; font-weight: 600; }
    .soft, figcaption, caption { color: var(--soft); }
    nav { margin: .6rem 0; font-size: .9rem; } nav a { margin-right: 1em; white-space: nowrap; } a { color: var(--s0); }
    .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(320px, 1fr)); gap: 1rem; }
    .card { background: var(--card); border: 1px solid var(--edge); border-left: 6px solid var(--bad);
      border-radius: 6px; padding: .8rem 1rem; break-inside: avoid; }
    .card.good { border-left-color: var(--good); } .card h3 { margin: 0; }
    .card .word { font-weight: 700; color: var(--bad); } .card.good .word { color: var(--good); }
    .card ul { margin: .5rem 0 0; padding-left: 0; list-style: none; }
    .card li { padding-left: 1.6em; text-indent: -1.6em; margin: .2rem 0; overflow-wrap: anywhere; }
    .tick { display: inline-block; width: 1.6em; text-indent: 0; font-weight: 700; color: var(--good); }
    .cross { display: inline-block; width: 1.6em; text-indent: 0; font-weight: 700; color: var(--bad); }
    figure { margin: 1rem 0 1.4rem; break-inside: avoid; } figcaption { font-size: .88rem; max-width: 90ch; }
    .panels { display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: flex-end; }
    svg { max-width: 100%; height: auto; display: block; }
    svg text { fill: var(--ink); font: 11px system-ui, "Segoe UI", Roboto, Arial, "DejaVu Sans", sans-serif; }
    svg .name { fill: var(--soft); } svg .panel { font-weight: 600; font-size: 12px; }
    .axis { stroke: var(--soft); stroke-width: 1; fill: none; } .grid { stroke: var(--grid); stroke-width: 1; }
    .rule { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 2 4; }
    .line { fill: none; stroke-width: 1.6; stroke-linejoin: round; } .bar-line { fill: none; stroke-width: 1.1; }
    .mark { stroke: var(--ink); stroke-width: 2; } .empty { fill: var(--empty); } .plate { fill: #eceff1; } .cell { shape-rendering: crispEdges; }
    .core { stroke: var(--paper); stroke-width: .6; } .chip { stroke: #1c2126; stroke-width: 1.4; }
    .ink { stroke: var(--ink); } .fill.ink { fill: var(--ink); stroke: none; }
    .s0 { stroke: var(--s0); } .s1 { stroke: var(--s1); } .s2 { stroke: var(--s2); }
    .s3 { stroke: var(--s3); } .s4 { stroke: var(--s4); } .s5 { stroke: var(--s5); }
    .fill { stroke: none; } .fill.s0 { fill: var(--s0); } .fill.s1 { fill: var(--s1); } .fill.s2 { fill: var(--s2); }
    .fill.s3 { fill: var(--s3); } .fill.s4 { fill: var(--s4); } .fill.s5 { fill: var(--s5); }
    .scroll { overflow-x: auto; margin: .5rem 0 1rem; }
    table { border-collapse: collapse; font-size: .9rem; } caption { text-align: left; padding-bottom: .3rem; }
    th, td { padding: .25rem .7rem; border-bottom: 1px solid var(--edge); text-align: left; vertical-align: top; }
    thead th { border-bottom: 2px solid var(--edge); } .number { text-align: right; font-variant-numeric: tabular-nums; }
    .properties th { font-weight: 600; color: var(--soft); white-space: nowrap; }
    .properties td { overflow-wrap: anywhere; }
    td.number { white-space: nowrap; } details { margin: .6rem 0; } summary { cursor: pointer; font-weight: 600; }
    pre { background: var(--card); border: 1px solid var(--edge); border-radius: 6px; padding: .8rem; overflow-x: auto;
      font: 13px/1.45 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
    @media print { body { max-width: none; padding: 0; font-size: 11px; } nav { display: none; }
      :root { --paper: #ffffff; --card: #ffffff; --ink: #000000; --soft: #444444; --edge: #bbbbbb; --grid: #e5e5e5;
      --notice: #ffffff; --good: #1a7f37; --bad: #c62828; --s0: #0072b2; --s1: #d55e00; --s2: #009e73; --s3: #b0568d;
      --s4: #b07d00; --s5: #3a8fc0; } pre { white-space: pre-wrap; } }

    """
}
