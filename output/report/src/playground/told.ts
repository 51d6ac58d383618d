// What the engine tells of runs, as data of the report's figures.
import type { Answer, Chart, ComparisonRow, ReportData, TimelineEntry, Verdict } from "../data";

interface Range {
  low: number;
  median: number;
  high: number;
}

export interface Told {
  runs: number;
  months: string[];
  scenarios: string[];
  hashes: string[];
  charts: Chart[];
  timeline: TimelineEntry[];
  outcomes: {
    scenario: number;
    chart: string;
    brief: string;
    unit: string;
    decimals: number;
    base: number;
    level: Range;
    difference: Range;
    p_more: number;
    p_less: number;
    verdict: Verdict;
  }[];
  answer: Answer;
}

/** Values of charts come as whole steps; the figures want them in the chart's unit. */
function inUnits(chart: Chart): Chart {
  const power = Math.round(Math.log10(chart.step ?? 1));
  for (const band of [...chart.levels, ...chart.differences])
    if (band)
      for (const name of ["p05", "p25", "p50", "p75", "p95"] as const)
        band[name] = band[name].map((steps) => (power < 0 ? steps / 10 ** -power : steps * 10 ** power));
  return chart;
}

export function reportOf(told: Told, version: string, seed: number, names: string[]): ReportData {
  const comparison = told.outcomes.map(
    ({ scenario, chart, level, difference, p_more, p_less, verdict }): ComparisonRow => ({
      scenario,
      chart,
      month: told.answer.month,
      level,
      mean: difference.median,
      ...difference,
      p_more,
      p_less,
      counts_from: 0,
      se_paired: null,
      se_unpaired: null,
      runs_saved: null,
      verdict,
    }),
  );
  return {
    format: "chokepoint-report-1",
    title: "playground",
    headline: "",
    answer: told.answer,
    notes: [],
    months: told.months,
    record_end: "2025-12",
    scenarios: names.map((name) => ({ name, question: "", governments: "", last_month: told.months[told.months.length - 1] })),
    baseline: 0,
    charts: told.charts.map(inUnits),
    leaderboard: null,
    map: null,
    timeline: told.timeline,
    network: null,
    comparison,
    winners: [],
    regret: null,
    attribution: [],
    hypotheses: [],
    sensitivity: [],
    findings: [],
    provenance: { version, seed, replicates: told.runs } as ReportData["provenance"],
  };
}
