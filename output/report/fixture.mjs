// Writes data for development and tests, plausible but made up: node fixture.mjs FILE [SCENARIOS]. Never shipped in the template.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { answer } from "./fixture/answer.mjs";
import { timeline } from "./fixture/calendar.mjs";
import { chartOf, measures } from "./fixture/charts.mjs";
import { hash, monthsFrom } from "./fixture/random.mjs";
import { studyFigures } from "./fixture/study.mjs";
import { attribution, comparison, hypotheses, reasons, regret, sensitivity, winners } from "./fixture/verdicts.mjs";
import { leaderboard, supplyChain, tradeMap } from "./fixture/world.mjs";

const questions = {
  baseline: "Where does the race go until 2030 if the rules in force in May 2026 stay as they are?",
  no_ban: "What would the world be without controls on chips, tools and memory?",
  strict_enforcement: "What if diversion of chips is watched four times as closely?",
  cn_hbm_breakthrough_2026: "What if China makes its own high-bandwidth memory a year earlier?",
  cn_closes_open_weights_2027: "What if Chinese laboratories stop publishing their weights?",
  taiwan_blockade_3_months: "What does a blockade of Taiwan do to the race?",
  answering_governments: "What if governments answer each other by rules of their own?",
};

/** Up to seven scenarios; one stands alone, as a plain run does. */
export function fixture(scenarioCount = 6) {
  const months = monthsFrom(2017, 2030);
  const end = months[months.length - 1];
  const several = scenarioCount > 1;
  const names = Object.keys(questions).slice(0, scenarioCount);
  const charts = measures.map((measure) => chartOf(measure, months, scenarioCount, several));
  return {
    format: "chokepoint-report-1",
    title: several ? "Chip controls and six other futures of the AI race" : "Where the race goes if nothing changes",
    headline: several
      ? "Without the chip controls the lead of the United States in December 2030 is smaller in 97 of 100 runs, by 2.6 points of capability (90 %: 1.1 to 4.2)."
      : "In 94 of 100 runs the United States leads in December 2030, by 10.7 points of capability (90 %: 8.1 to 13.3).",
    answer: answer(names, questions, end),
    notes: [
      "Projections are conditional: they say what follows if the rules of a scenario hold, not which rules will be made.",
      "Bands hold 90 % of runs (light) and 50 % (dark): random variation and parameters of the posterior. They do not hold what the model leaves out.",
      "Differences are paired run by run: the same random numbers and parameters under both policies.",
    ],
    warnings: [
      { scenario: 0, event: "us-2027-tpp-1", text: "has no effect: us-2026-01-h200 lets through what it bars", place: "total_ban.yaml:4:5" },
      { scenario: 0, event: "", text: "2 inherited events have no effect in this run: cn-2023-micron, us-2024-05-gaming", place: "" },
    ],
    months,
    record_end: "2025-12",
    scenarios: names.map((name) => ({
      name,
      question: questions[name],
      governments: name === "answering_governments" ? "US and CN decide by themselves from 2026-06" : "",
      last_month: end,
    })),
    baseline: several ? 0 : null,
    charts,
    leaderboard: leaderboard(months, scenarioCount),
    map: tradeMap(scenarioCount),
    timeline: timeline(scenarioCount),
    network: supplyChain(scenarioCount),
    comparison: several ? comparison(charts, months) : [],
    winners: several ? winners(scenarioCount, end) : [],
    regret: several ? regret(scenarioCount, end) : null,
    attribution: several ? attribution(end) : [],
    hypotheses: several ? hypotheses() : [],
    reasons: several ? reasons(end) : [],
    sensitivity: sensitivity(),
    findings: [],
    provenance: {
      version: "0.1.0",
      seed: 1,
      replicates: 256,
      parameters: { name: "posterior.csv", sets: 1000, hash: hash("posterior") },
      commit: "0123456789ab",
      commands: [
        { command: `simulate report ${names.join(" ")} --runs 256 --seed 1 --parameters posterior`, scenarios: names },
      ],
      scenarios: names.map((name) => ({
        name,
        files: ["scenarios/history.yaml", "scenarios/baseline.yaml", `scenarios/${name}.yaml`].filter(
          (file, at, all) => all.indexOf(file) === at,
        ),
        hash: hash(name),
      })),
      data: ["parameters.yaml", "posterior.csv", "targets.csv", "world/nations.csv", "world/firms.csv", "world/links.csv"].map(
        (file) => ({ file: `data/${file}`, hash: hash(file) }),
      ),
    },
  };
}

/** A batch study: no scenarios, months or charts, only what it found. */
export function study() {
  const whole = fixture(1);
  return {
    ...whole,
    answer: undefined,
    title: "When do the controls backfire",
    headline: "The case holds in 12 % of 2,048 points.",
    months: [],
    scenarios: [],
    charts: [],
    leaderboard: null,
    map: null,
    timeline: [],
    network: null,
    sensitivity: [],
    study: studyFigures(),
    findings: [
      { id: "spreads", title: "Over the points", words: "", header: ["quantity", "mean"], rows: [["eci_gap@2030-12", 1.4]] },
      { id: "case-backfire", title: "When the controls backfire", words: "Mostly when adaptation is at least 0.49.", header: ["part of the space", "happens"], rows: [["adaptation is at least 0.7", 0.81]] },
    ],
    provenance: { ...whole.provenance, scenarios: [] },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [file, scenarioCount] = process.argv.slice(2);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(fixture(Number(scenarioCount ?? 6))));
}
