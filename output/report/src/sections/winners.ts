// Winners and losers: by nation or firm, the paired difference that a scenario makes to one measure.
import * as Plot from "@observablehq/plot";
import type { ReportData, WinnerRow } from "../data";
import type { Figure } from "../figure";
import { capital, enough, monthName, percent, range, number, signed, words } from "../format";
import { frame } from "../frame";
import { h, select } from "../html";
import { scenarioColour } from "../palette";
import { at, plot, topAxis } from "../plot";
import { shortened, textWidth } from "../text";
import { section, type Section } from "./section";

const most = 10;

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
  const chosen = () => data.winners.filter((row) => row.scenario === scenario() && measureOf(row) === measure());
  return {
    id: "winners",
    words() {
      const row = chosen()[0];
      const baseline = data.baseline === null ? "" : ` from ${words(data.scenarios[data.baseline].name)}`;
      return {
        title: `${words(data.scenarios[scenario()].name)}: ${measure()}`,
        unit: row ? `${row.unit}, difference${baseline}, ${monthName(row.month)}` : "no change that matters",
        meaning:
          "Dot: median of the differences, filled where at least 80 % of the runs agree on the sign. Line: 90 % of the differences. In brackets: the share of the baseline.",
        source: "",
      };
    },
    height: () => 50 + 22 * Math.max(2, extremes(chosen()).length),
    least: () => 40 + 15 * Math.max(2, extremes(chosen()).length),
    draw({ width, height }) {
      const rows = extremes(chosen());
      const digits = enough(
        rows.map(({ median }) => median),
        0,
      );
      const value = (row: WinnerRow) =>
        `${signed(row.median, digits)}${row.base !== 0 && width >= 500 ? ` (${signed((100 * row.median) / Math.abs(row.base), 0)} %)` : ""}`;
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
          tickFormat: (name: string) => shortened(name, 11, left - 14),
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
          { label: "difference", value: signed(row.median, digits) },
          { label: "90 %", value: range(row.low, row.high, digits, signed) },
          { label: "more in", value: percent(row.p_more) },
          { label: "less in", value: percent(row.p_less) },
          { label: "baseline", value: number(row.base, digits) },
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
      const say = (row: WinnerRow) => `${row.name} ${signed(row.median, enough([row.median], 0))}`;
      return rows.length === 0
        ? "No change that matters."
        : `Greatest gain: ${say(rows[0])}; greatest loss: ${say(rows[rows.length - 1])}.`;
    },
  };
}

export function winnersSection(data: ReportData): Section | null {
  if (data.winners.length === 0) return null;
  const choice = { scenario: 0, measure: 0 };
  const drawn = frame(winnersFigure(data, choice), { legend: true });
  const pick = (part: Partial<typeof choice>) => {
    Object.assign(choice, part);
    drawn.redraw();
  };
  return section(
    "winners-section",
    "Winners",
    "Winners and losers",
    "Who ends with more, and who with less, than in the baseline with the same random numbers.",
    h(
      "div",
      { class: "controls" },
      select(
        "Scenario",
        scenariosOf(data).map((scenario) => words(data.scenarios[scenario].name)),
        0,
        (scenario) => pick({ scenario }),
      ),
      select("Measure", measuresOf(data).map(capital), 0, (measure) => pick({ measure })),
    ),
    drawn.element,
  );
}
