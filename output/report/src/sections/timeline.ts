// The calendar of events on the time axis of the charts, below one chart of the reader's choice.
import * as Plot from "@observablehq/plot";
import { scaleUtc } from "d3-scale";
import type { Chart, ReportData, TimelineEntry } from "../data";
import { drawFan, growsByOrders } from "../fan";
import type { Drawing, Figure, Size, Stop } from "../figure";
import { capital, monthDate, monthEnd, monthName, monthShort, percent, words } from "../format";
import { s } from "../html";
import { scenarioLetter } from "../palette";
import { at, plot, timeLeft, yearAxis } from "../plot";
import type { Store } from "../store";
import { shortened, textWidth } from "../text";
import { deedsOf, lanesOf, rowsOf, type Deed } from "./lanes";

const rowHeight = 25;
const laneHead = 20;
const chartHeight = 220;
const longest = 230;
const symbols: Record<string, Plot.SymbolType> = {
  announced: "circle",
  from: "circle",
  ends: "square",
  withdrawn: "times",
  strikes: "diamond",
  noted: "square",
  triggered: "triangle",
};
const solid = new Set(["from", "strikes", "ends"]);
export const markColour = (kind: string) =>
  ({ restriction: "var(--ban)", retaliation: "var(--s2)", shock: "var(--s5)", relief: "var(--s3)", support: "var(--s1)" })[
    kind
  ] ?? "var(--muted)";

/** "only C", "not B" where an event does not stand in all scenarios; "" where it does. */
export function onlyIn({ scenarios }: TimelineEntry): string {
  const letters = (stands: boolean) =>
    scenarios.flatMap((found, scenario) => (found === stands ? [scenarioLetter(scenario)] : []));
  if (letters(false).length === 0) return "";
  return letters(true).length <= letters(false).length ? `only ${letters(true).join(", ")}` : `not ${letters(false).join(", ")}`;
}

export function oddsWords(data: ReportData, entry: TimelineEntry): string {
  if (!entry.odds) return "";
  return entry.odds
    .flatMap((share, scenario) =>
      entry.scenarios[scenario] ? [`${percent(share)} of runs in ${words(data.scenarios[scenario].name)}`] : [],
    )
    .join("; ");
}

interface Row {
  deed: Deed;
  y: number;
  label: string;
}

export function timelineFigure(data: ReportData, store: Store, choice: { chart: Chart | null }): Figure {
  const layout = (width: number, right: number) => {
    const from = monthDate(store.view.from),
      to = monthEnd(data.months[data.months.length - 1]);
    const x = scaleUtc()
      .domain([from, to])
      .range([timeLeft, width - right]);
    const place = (month: string) => x(monthDate(month < store.view.from ? store.view.from : month));
    const rows: Row[] = [];
    const heads: { name: string; y: number }[] = [];
    let y = 8;
    for (const { name, deeds } of lanesOf(data, deedsOf(data, store.view.shown, store.view.from))) {
      heads.push({ name, y: y + 8 });
      const labels = deeds.map((deed) => {
        const only = onlyIn(deed.entries[0]);
        return shortened(only ? `${only}: ${deed.label}` : deed.label, 10, longest);
      });
      const stretches = deeds.map((deed, index) => {
        const begin = place(deed.start),
          end = deed.end ? place(deed.end) : begin;
        const long = textWidth(labels[index], 10) + 16;
        return begin + long > width - 4
          ? { from: begin - long, to: Math.max(begin, end) + 10 }
          : { from: begin - 5, to: Math.max(begin + long, end + 10) };
      });
      const places = rowsOf(stretches);
      places.forEach((row, index) =>
        rows.push({ deed: deeds[index], y: y + laneHead + (row + 0.5) * rowHeight, label: labels[index] }),
      );
      y += laneHead + (Math.max(...places) + 1) * rowHeight + 6;
    }
    return { from, to, place, rows, heads, height: y + 22 };
  };

  function draw({ width, alone }: Size): Drawing {
    const chart = choice.chart;
    const fan = chart
      ? drawFan(
          data,
          chart,
          { width, height: chartHeight },
          {
            view: store.view,
            logarithmic: store.view.kind === "levels" && growsByOrders(data, chart, store.view.from),
            names: width > 520 && !alone,
          },
        )
      : null;
    const top = fan ? chartHeight + 4 : 0;
    const right = fan?.marginRight ?? 14;
    const { from, to, place, rows, heads, height } = layout(width, right);
    const next = (row: Row) =>
      Math.min(
        ...rows
          .filter((other) => other.y === row.y && other.deed.start > row.deed.start)
          .map(({ deed }) => monthDate(deed.start).getTime()),
        to.getTime(),
      );
    const marks = rows.flatMap(({ deed, y }) =>
      deed.entries.filter(({ month }) => month >= store.view.from).map((entry) => ({ entry, y, x: monthDate(entry.month) })),
    );
    const long = (row: Row) => row.deed.entries.some(({ what }) => what === "from") || row.deed.end !== null;
    const late = ({ deed, label }: Row) => place(deed.start) + textWidth(label, 10) + 16 > width - 4;
    const labels = (rest: Row[], anchor: "start" | "end") =>
      Plot.text(rest, {
        x: ({ deed }: Row) => new Date(Math.max(monthDate(deed.start).getTime(), from.getTime())),
        y: ({ y }: Row) => y,
        text: "label",
        textAnchor: anchor,
        dx: anchor === "start" ? 8 : -8,
        dy: -11,
        fontSize: 10,
        fill: "var(--ink)",
        stroke: "var(--paper)",
        strokeWidth: 3,
      });
    const svg = plot({
      width,
      height,
      marginLeft: timeLeft,
      marginRight: right,
      marginTop: 0,
      marginBottom: 22,
      x: { type: "utc", domain: [from, to] },
      y: { domain: [height - 22, 0], axis: null },
      marks: [
        yearAxis(from, to, width - timeLeft - right),
        Plot.ruleY(heads, { y: ({ y }: { y: number }) => y - 8, stroke: "var(--rule-strong)" }),
        Plot.ruleX(
          [monthEnd(data.record_end)].filter((end) => end > from && end < to),
          { stroke: "var(--muted)", strokeDasharray: "1 2" },
        ),
        Plot.ruleY(rows.filter(long), {
          y: "y",
          x1: ({ deed }: Row) => new Date(Math.max(monthDate(deed.start).getTime(), from.getTime())),
          x2: (row: Row) => (row.deed.end ? monthDate(row.deed.end) : new Date(next(row))),
          stroke: ({ deed }: Row) => markColour(deed.kind),
          strokeWidth: 3,
          strokeOpacity: 0.3,
        }),
        ...[true, false].map((filled) =>
          Plot.dot(
            marks.filter(({ entry }) => solid.has(entry.what) === filled),
            {
              x: "x",
              y: "y",
              r: 4,
              symbol: ({ entry }: { entry: TimelineEntry }) => symbols[entry.what] ?? "circle",
              fill: filled ? ({ entry }: { entry: TimelineEntry }) => markColour(entry.kind) : "var(--paper)",
              stroke: ({ entry }: { entry: TimelineEntry }) => markColour(entry.kind),
              strokeWidth: 1.5,
            },
          ),
        ),
        Plot.dot(
          marks.filter(({ entry }) => entry.id === store.view.event),
          { x: "x", y: "y", r: 8, stroke: "var(--ink)", strokeWidth: 1.5 },
        ),
        labels(
          rows.filter((row) => !late(row)),
          "start",
        ),
        labels(rows.filter(late), "end"),
        Plot.text(heads, {
          y: "y",
          text: "name",
          frameAnchor: "left",
          dx: -timeLeft,
          textAnchor: "start",
          fontWeight: 700,
          fill: "var(--ink)",
          stroke: "var(--paper)",
          strokeWidth: 3,
        }),
      ],
      symbol: { type: "identity" },
    });
    svg.setAttribute("y", String(top));
    const outer = s("svg", { width, height: height + top, viewBox: `0 0 ${width} ${height + top}` }, fan?.svg ?? null, svg);
    const stops: Stop[] = marks
      .map(({ entry, x, y }) => ({
        x: at(svg, "x", x),
        y: at(svg, "y", y) + top,
        head: `${monthName(entry.month)}, ${entry.what}`,
        lines: () => [entry.text, entry.touches, oddsWords(data, entry)].filter(Boolean).map((label) => ({ label })),
        choose: () => store.change({ event: store.view.event === entry.id ? null : entry.id }),
      }))
      .sort((a, b) => a.x - b.x);
    return { svg: outer, stops, across: false };
  }

  const kinds = () => [...new Set(data.timeline.map(({ kind }) => kind))];
  return {
    id: "timeline",
    words: () => ({
      title: choice.chart ? `${choice.chart.title}, and what happens when` : "What happens when",
      unit: choice.chart?.unit ?? "",
      meaning:
        "Filled mark: in force, or strikes; hollow circle: announced; square: ends; triangle: may be triggered. The line is the time in force. Letters: the scenarios in whose calendar it stands, if not all.",
      source: choice.chart ? [...new Set(choice.chart.record.map(({ source }) => source))].join("; ") : "",
    }),
    height: (width) => layout(width, 14).height + (choice.chart ? chartHeight + 4 : 0),
    least(width) {
      return this.height(width);
    },
    draw,
    legend: () => kinds().map((kind) => ({ label: kind, colour: markColour(kind), shape: "dot" as const })),
    table: () => ({
      header: ["month", "what", "id", "type", "kind", "text", "issuers", "targets", "touches", "source", "scenarios", "odds"],
      rows: data.timeline.map((entry) => [
        entry.month,
        entry.what,
        entry.id,
        entry.type,
        entry.kind,
        entry.text,
        entry.issuers.join(" "),
        entry.targets.join(" "),
        entry.touches,
        entry.source,
        data.scenarios.flatMap(({ name }, at) => (entry.scenarios[at] ? [name] : [])).join(" "),
        entry.odds ? entry.odds.join(" ") : "",
      ]),
    }),
    summary: () =>
      `${data.timeline.length} entries from ${monthShort(data.timeline[0].month)} to ${monthShort(data.timeline[data.timeline.length - 1].month)}. ${capital(
        kinds()
          .map((kind) => `${kind} ${data.timeline.filter((entry) => entry.kind === kind).length}`)
          .join(", "),
      )}.`,
  };
}
