// Policies side by side: a dot and a bar for each policy and each of the few outcomes by which they are judged.
import type { Chart, ComparisonRow, PolicyAnswer, ReportData } from "../data";
import type { Drawing, Figure, Size, Stop } from "../figure";
import { change, changeDigits, differenceUnit, monthName, percent, range, signed } from "../format";
import { frame } from "../frame";
import { s } from "../html";
import { rowLabel, textWidth, wrapped } from "../text";
import { policyName } from "./answer";
import { section, type Section } from "./section";

interface Measure {
  chart: Chart;
  brief: string;
  rows: (ComparisonRow | undefined)[];
}

const rowHeight = 44;
const headHeight = 76;
/** Where a head has the whole width it is one line. */
const lowHead = 48;

const isClear = (row: ComparisonRow | undefined) => row?.verdict === "certain" || row?.verdict === "likely";

function measuresOf(data: ReportData, policies: PolicyAnswer[]): Measure[] {
  const { glance, month } = data.answer!;
  return glance.flatMap(({ chart: id, brief }) => {
    const chart = data.charts.find((other) => other.id === id);
    if (!chart) return [];
    const rows = policies.map(({ scenarios }) =>
      data.comparison.find((row) => row.chart === id && row.month === month && row.scenario === scenarios[0]),
    );
    return [{ chart, brief, rows }];
  });
}

/** One outcome: its head, a line at no change, and a row for each policy. */
function column(measure: Measure, x0: number, width: number, top: number, names: string[] | null, tell: (stop: Stop) => void, room = headHeight): SVGGElement {
  const { chart, brief, rows } = measure;
  const told = rows.filter((row) => row !== undefined);
  const low = Math.min(0, ...told.map((row) => row.low)),
    high = Math.max(0, ...told.map((row) => row.high));
  const pad = 30;
  const left = names ? 120 : 0;
  const x = (value: number) => x0 + left + pad + ((width - left - 2 * pad) * (value - low)) / (high - low || 1);
  const group = s("g", {});
  const head = wrapped(brief, 13, width - 8, "600").slice(0, 3);
  head.forEach((line, at) =>
    group.append(s("text", { x: x0, y: top + 14 + 15 * at, "font-size": 13, "font-weight": 600, fill: "var(--ink)" }, line)),
  );
  group.append(
    s("text", { x: x0, y: top + 16 + 15 * head.length, "font-size": 11, fill: "var(--muted)" }, differenceUnit(chart.unit)),
    s("line", {
      x1: x(0),
      x2: x(0),
      y1: top + room - 4,
      y2: top + room + rows.length * rowHeight,
      stroke: "var(--ink)",
      "stroke-width": 1,
    }),
  );
  rows.forEach((row, at) => {
    const y = top + room + (at + 0.6) * rowHeight;
    if (names)
      rowLabel(names[at], 12, left - 8).forEach((line, k, { length }) =>
        group.append(s("text", { x: x0, y: y + 4 + 14 * (k - (length - 1) / 2), "font-size": 12, fill: "var(--ink)" }, line)),
      );
    if (!row) return;
    const clear = isClear(row);
    const colour = clear ? "var(--s1)" : "var(--muted)";
    const strong = row.verdict === "certain" ? 1 : clear ? 0.65 : 0.5;
    const digits = changeDigits(row.low, row.median, row.high);
    group.append(
      s("line", {
        x1: x(row.low),
        x2: x(row.high),
        y1: y,
        y2: y,
        stroke: colour,
        "stroke-width": 4,
        "stroke-opacity": 0.4 * strong,
        "stroke-linecap": "round",
      }),
      s("circle", {
        cx: x(row.median),
        cy: y,
        r: 5,
        fill: clear ? colour : "var(--paper)",
        "fill-opacity": clear ? strong : 1,
        stroke: colour,
        "stroke-width": 1.8,
      }),
    );
    const text = clear ? signed(row.median, digits) : "no clear change";
    const half = textWidth(text, 12, "600") / 2;
    const middle = Math.min(Math.max(x(row.median), x0 + left + half), x0 + width - half);
    group.append(
      s(
        "text",
        {
          x: middle,
          y: y - 11,
          "text-anchor": "middle",
          "font-size": 12,
          "font-weight": clear ? 600 : 400,
          fill: clear ? "var(--ink)" : "var(--muted)",
          stroke: "var(--paper)",
          "stroke-width": 3,
          "paint-order": "stroke",
        },
        text,
      ),
    );
    tell({
      x: x(row.median),
      y,
      head: brief,
      lines: () => [
        { label: "difference", value: `${change(row.median)} ${differenceUnit(chart.unit)}` },
        { label: "90 % of runs", value: range(row.low, row.high, digits, signed) },
        { label: row.p_more >= row.p_less ? "more in" : "less in", value: percent(Math.max(row.p_more, row.p_less)) },
      ],
    });
  });
  return group;
}

export function glanceFigure(data: ReportData): Figure {
  const policies = data.answer!.policies.filter(({ same_as_baseline: same }) => !same);
  const names = policies.map((policy) => policyName(data, policy));
  const measures = measuresOf(data, policies);
  const across = (width: number) => width >= 720;
  const block = headHeight + rowHeight * policies.length;
  const low = lowHead + rowHeight * policies.length;
  return {
    id: "glance",
    words: () => ({
      title: names.length === 1 ? `What ${names[0]} changes` : "The options side by side",
      unit: `difference from ${policyNameOfBase(data)}, ${monthName(data.answer!.month)}`,
      meaning:
        "Dot: median of the differences between runs with the same random numbers. Bar: 90 % of them. Dark: one sign in at least 95 % of the runs; lighter: 80 %; open: either sign may come out.",
      source: "",
    }),
    height: (width) => (across(width) ? block + 14 : measures.length * (low + 18)),
    least(width) {
      return this.height(width);
    },
    draw({ width, height }: Size): Drawing {
      const svg = s("svg", { width, height, viewBox: `0 0 ${width} ${height}` });
      const stops: Stop[] = [];
      const tell = (stop: Stop) => void stops.push(stop);
      if (across(width)) {
        const left = names.length === 1 ? 0 : Math.min(210, 16 + Math.max(...names.map((name) => textWidth(name, 13, "600"))));
        names.forEach((name, at) => {
          if (names.length === 1) return;
          const lines = wrapped(name, 13, left - 14, "600").slice(0, 2);
          lines.forEach((line, row) =>
            svg.append(
              s(
                "text",
                {
                  x: 0,
                  y: headHeight + (at + 0.6) * rowHeight + 4 + 15 * (row - (lines.length - 1) / 2),
                  "font-size": 13,
                  "font-weight": 600,
                  fill: "var(--ink)",
                },
                line,
              ),
            ),
          );
        });
        const each = (width - left) / Math.max(1, measures.length);
        measures.forEach((measure, at) => svg.append(column(measure, left + at * each, each - 16, 0, null, tell)));
      } else {
        measures.forEach((measure, at) =>
          svg.append(column(measure, 0, width, at * (low + 18), names.length === 1 ? null : names, tell, lowHead)),
        );
      }
      return { svg, stops, across: false, reach: 40 };
    },
    legend: () => [],
    table: () => ({
      header: ["policy", "outcome", "unit", "p05", "p50", "p95", "p_more", "p_less", "verdict"],
      rows: measures.flatMap(({ chart, brief, rows }) =>
        rows.flatMap((row, at) =>
          row ? [[names[at], brief, differenceUnit(chart.unit), row.low, row.median, row.high, row.p_more, row.p_less, row.verdict]] : [],
        ),
      ),
    }),
    summary: () =>
      names
        .map(
          (name, at) =>
            `${name}: ${measures
              .map(({ brief, rows }) => `${brief} ${isClear(rows[at]) ? change(rows[at]!.median) : "no clear change"}`)
              .join(", ")}`,
        )
        .join("; ") + ".",
  };
}

const policyNameOfBase = (data: ReportData) => policyName(data, { scenarios: [data.baseline ?? 0] } as PolicyAnswer);

export function glanceSection(data: ReportData): Section | null {
  if (!data.answer || data.baseline === null || data.comparison.length === 0) return null;
  const { policies, glance } = data.answer;
  if (glance.length === 0 || policies.every(({ same_as_baseline: same }) => same)) return null;
  const same = policies.filter(({ same_as_baseline: as }) => as).map((policy) => policyName(data, policy));
  const note =
    same.length > 0 ? `No run of ${same.join(", ")} differs from ${policyNameOfBase(data)}: left out here.` : "";
  return section("glance-section", "At a glance", "At a glance", note, frame(glanceFigure(data)).element);
}
