// Winners and losers: by nation or firm, the paired difference that a scenario makes to one measure.
import * as Plot from "@observablehq/plot";
import type { ReportData, WinnerRow } from "../data";
import type { Figure } from "../figure";
import { capital, change, changeDigits, differenceUnit, monthName, percent, range, number, signed, words } from "../format";
import { frame } from "../frame";
import { h, select } from "../html";
import { scenarioColour } from "../palette";
import { at, plot, topAxis } from "../plot";
import { rowLabel, textWidth } from "../text";
import { askedScenario } from "../store";
import { section, type Section } from "./section";

const most = 10;

/** Of what the measure is told in per cent: not where the baseline is nothing, or the measure has no zero. */
const relative = (rows: WinnerRow[]) => rows.length > 0 && rows.every(({ base, unit }) => base > 0 && unit !== "ECI" && unit !== "%");

/** Agents that have at least a hundredth of what the greatest has: a large share of next to nothing is no news. */
function thatMatter(rows: WinnerRow[]): WinnerRow[] {
  const greatest = Math.max(0, ...rows.map(({ base, median }) => Math.max(base, base + median)));
  return rows.filter(({ base, median }) => Math.max(base, base + median) >= greatest / 100);
}

/** The measure that is certain for most agents. */
function foremost(data: ReportData, scenario: number): number {
  const certain = (measure: string) =>
    thatMatter(data.winners.filter((row) => row.scenario === scenario && measureOf(row) === measure)).filter(
      ({ p_more: more, p_less: less }) => Math.max(more, less) >= 0.95,
    ).length;
  const counts = measuresOf(data).map(certain);
  return counts.indexOf(Math.max(...counts));
}

/** The greatest gains and the greatest losses, from gain to loss. */
export function extremes(rows: WinnerRow[]): WinnerRow[] {
  const sorted = rows.filter(({ low, high }) => low !== 0 || high !== 0).sort((a, b) => b.median - a.median);
  return sorted.length <= 2 * most ? sorted : [...sorted.slice(0, most), ...sorted.slice(-most)];
}

const measureOf = (row: WinnerRow) => `${row.title} (${row.kind})`;
const measuresOf = (data: ReportData) => [...new Set(data.winners.map(measureOf))];
const scenariosOf = (data: ReportData) => [...new Set(data.winners.map(({ scenario }) => scenario))];

/** `choice`: places in the lists of scenarios and measures that the table of winners has. */
export function winnersFigure(data: ReportData, choice = { scenario: 0, measure: 0 }): Figure {
  const scenario = () => scenariosOf(data)[choice.scenario];
  const measure = () => measuresOf(data)[choice.measure];
  const chosen = () => thatMatter(data.winners.filter((row) => row.scenario === scenario() && measureOf(row) === measure()));
  const inPerCent = (rows: WinnerRow[]) =>
    rows.map((row) => ({
      ...row,
      low: (100 * row.low) / row.base,
      median: (100 * row.median) / row.base,
      high: (100 * row.high) / row.base,
    }));
  return {
    id: "winners",
    words() {
      const row = chosen()[0];
      const baseline = data.baseline === null ? "" : ` from ${words(data.scenarios[data.baseline].name)}`;
      return {
        title: `${words(data.scenarios[scenario()].name)}: ${measure()}`,
        unit: row
          ? `${relative(chosen()) ? "%" : differenceUnit(row.unit)}, difference${baseline}, ${monthName(row.month)}`
          : "no change that matters",
        meaning:
          "Dot: median of the differences, filled where at least 80 % of the runs agree on the sign. Line: 90 % of the differences. In brackets: the difference itself.",
        source: "",
      };
    },
    height: () => 50 + 22 * Math.max(2, extremes(chosen()).length),
    least: () => 40 + 15 * Math.max(2, extremes(chosen()).length),
    draw({ width, height }) {
      const all = chosen();
      const told = relative(all);
      const rows = extremes(told ? inPerCent(all) : all);
      const plain = new Map(all.map((row) => [row.agent, row]));
      const value = (row: WinnerRow) =>
        told
          ? `${change(row.median)} %${width >= 500 ? ` (${change(plain.get(row.agent)!.median)})` : ""}`
          : change(row.median);
      const sure = (row: WinnerRow) => Math.max(row.p_more, row.p_less) >= 0.8;
      const colour = scenarioColour(scenario());
      const left = Math.min(width * 0.4, 14 + Math.max(40, ...rows.map((row) => textWidth(row.name, 11))));
      const axis = topAxis(
        rows.flatMap(({ low, high }) => [low, high]),
        width < 600 ? 3 : 7,
      );
      const svg = plot({
        width,
        height,
        marginLeft: left,
        marginRight: width < 500 ? 48 : 110,
        marginTop: 22,
        marginBottom: 8,
        x: axis.x,
        y: {
          domain: rows.map((row) => row.name),
          label: null,
          tickSize: 0,
          tickFormat: (name: string) => rowLabel(name, 11, left - 12).join("\n"),
        },
        marks: [
          ...axis.marks,
          Plot.ruleX([0], { stroke: "var(--ink)" }),
          Plot.ruleY(rows, { x1: "low", x2: "high", y: "name", stroke: colour, strokeWidth: 3, strokeOpacity: 0.4 }),
          Plot.dot(rows, {
            x: "median",
            y: "name",
            r: 4.5,
            stroke: colour,
            strokeWidth: 1.8,
            fill: (row: WinnerRow) => (sure(row) ? colour : "var(--paper)"),
          }),
          Plot.text(rows, {
            x: "high",
            y: "name",
            text: value,
            textAnchor: "start",
            dx: 8,
            fill: "var(--muted)",
            stroke: "var(--paper)",
            strokeWidth: 4,
          }),
        ],
      });
      const stops = rows.map((row) => ({
        x: at(svg, "x", row.median),
        y: at(svg, "y", row.name) + svg.scale("y")!.bandwidth! / 2,
        head: row.name,
        lines: () => [
          { label: "difference", value: `${change(row.median)}${told ? " %" : ""}` },
          { label: "90 %", value: range(row.low, row.high, changeDigits(row.low, row.median, row.high), signed) },
          { label: "more in", value: percent(row.p_more) },
          { label: "less in", value: percent(row.p_less) },
          { label: "baseline", value: `${number(row.base, 1)} ${row.unit}` },
        ],
      }));
      return { svg, stops, across: false };
    },
    legend: () => [
      { label: "at least 80 % of runs agree", colour: "var(--ink)", shape: "dot" },
      { label: "either sign may come out", colour: "var(--ink)", shape: "hollow" },
    ],
    table() {
      return {
        header: ["agent", "name", "unit", "month", "baseline", "p05", "p50", "p95", "p_more", "p_less"],
        rows: chosen().map((row) => [
          row.agent,
          row.name,
          row.unit,
          row.month,
          row.base,
          row.low,
          row.median,
          row.high,
          row.p_more,
          row.p_less,
        ]),
      };
    },
    summary() {
      const rows = extremes(chosen());
      const say = (row: WinnerRow) => `${row.name} ${change(row.median)}`;
      return rows.length === 0
        ? "No change that matters."
        : `Greatest gain: ${say(rows[0])}; greatest loss: ${say(rows[rows.length - 1])}.`;
    },
  };
}

export function winnersSection(data: ReportData): Section | null {
  if (data.winners.length === 0) return null;
  const scenario = Math.max(0, scenariosOf(data).indexOf(askedScenario(data)));
  const choice = { scenario, measure: foremost(data, scenariosOf(data)[scenario]) };
  const drawn = frame(winnersFigure(data, choice), { legend: true });
  const pick = (part: Partial<typeof choice>) => {
    Object.assign(choice, part);
    drawn.redraw();
  };
  return section(
    "winners-section",
    "Winners",
    "Who gains, who loses",
    "What each has more or less of than in the baseline with the same random numbers, in per cent of that.",
    h(
      "div",
      { class: "controls" },
      select(
        "Scenario",
        scenariosOf(data).map((at) => words(data.scenarios[at].name)),
        choice.scenario,
        (scenario) => pick({ scenario }),
      ),
      select("Measure", measuresOf(data).map(capital), choice.measure, (measure) => pick({ measure })),
    ),
    drawn.element,
  );
}
