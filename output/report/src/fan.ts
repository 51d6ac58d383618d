// A fan chart: medians of the scenarios, bands of one of them, the record, and where the record ends.
import * as Plot from "@observablehq/plot";
import { scaleLinear, scaleLog, scaleUtc } from "d3-scale";
import type { Band, Chart, RecordPoint, ReportData } from "./data";
import type { Drawing, Size } from "./figure";
import { changeDigits, enough, monthDate, monthEnd, monthName, number, range, signed, words } from "./format";
import { eventMarkers } from "./markers";
import { scenarioColour, scenarioDash, scenarioLetter } from "./palette";
import { at, boundary, plot, timeLeft, valueAxis, yearAxis } from "./plot";
import { domainOf, spread } from "./room";
import { shortened, textWidth } from "./text";
import type { View } from "./store";

export interface FanOptions {
  view: View;
  logarithmic: boolean;
  /** Names instead of letters at the ends of the lines. */
  names: boolean;
  /** Bands of every scenario drawn, not only of the one in focus. */
  all?: boolean;
  /** Months that are marked with a number each. */
  marked?: string[];
}

/** Quantiles of a month. */
export interface FanPoint {
  x: Date;
  p05: number;
  p25: number;
  p50: number;
  p75: number;
  p95: number;
}

export const fanPoint = (band: Band, index: number, month: string): FanPoint => ({
  x: monthDate(month),
  p05: band.p05[index],
  p25: band.p25[index],
  p50: band.p50[index],
  p75: band.p75[index],
  p95: band.p95[index],
});

interface Fan {
  scenario: number;
  points: FanPoint[];
}

export const bandsOf = (chart: Chart, view: View): (Band | null)[] => (view.kind === "levels" ? chart.levels : chart.differences);

/** Scenarios that this chart draws. */
export const drawnScenarios = (chart: Chart, view: View) =>
  bandsOf(chart, view).flatMap((band, scenario) => (band && view.shown[scenario] ? [scenario] : []));

/** The scenario whose bands are drawn: the chosen one, else the first that is there. */
export function focusOf(chart: Chart, view: View): number {
  const drawn = drawnScenarios(chart, view);
  return drawn.includes(view.focus) ? view.focus : (drawn[0] ?? -1);
}

/** Months of the band that are shown; of those in which the line runs with `reference` only the last. */
function pointsOf(data: ReportData, band: Band, scenario: number, from: string, reference: number[] | null): FanPoint[] {
  const last = data.scenarios[scenario].last_month;
  let parted = reference ? data.months.findIndex((_, month) => band.p50[month] !== reference[month]) : 0;
  if (parted < 0) parted = data.months.length;
  return data.months.flatMap((month, index) => {
    if (month < from || month > last || index < parted - 1 || !Number.isFinite(band.p50[index])) return [];
    return [fanPoint(band, index, month)];
  });
}

/** A thousandfold growth is drawn on a logarithmic scale. */
export function growsByOrders(data: ReportData, chart: Chart, from: string): boolean {
  const low = chart.levels[0].p05.filter((value, index) => data.months[index] >= from && Number.isFinite(value));
  return low.length > 0 && Math.min(...low) > 0 && Math.max(...low) / Math.min(...low) > 300;
}

/** Observed figures, where a scenario drawn holds what was really adopted. */
export function recordOf(data: ReportData, chart: Chart, view: View): RecordPoint[] {
  const beside = drawnScenarios(chart, view).some((scenario) => data.scenarios[scenario].on_record !== false);
  return view.kind === "levels" && beside ? chart.record : [];
}

/** Lines at months, with their numbers above, apart from each other; `place`: a date in pixels. */
function numbered(months: string[], place: (date: Date) => number, width: number): Plot.Markish[] {
  const dates = months.map(monthDate);
  const apart = spread(dates.map(place), 11, 0, width);
  return [
    Plot.ruleX(dates, { stroke: "var(--muted)", strokeWidth: 1, strokeDasharray: "3 3" }),
    ...dates.map((date, index) =>
      Plot.text([String(index + 1)], { x: [date], frameAnchor: "top", dx: apart[index] - place(date), dy: -12, fontWeight: 700, fill: "var(--ink)" }),
    ),
  ];
}

export function recordMarks(record: RecordPoint[], domain: number[]): Plot.Markish[] {
  const [low, high] = [Math.min(...domain), Math.max(...domain)];
  const clip = (value: number) => Math.min(high, Math.max(low, value));
  const points = record
    .filter(({ value }) => value >= low && value <= high)
    .map((point) => ({ ...point, x: monthDate(point.month), low: clip(point.low), high: clip(point.high) }));
  const held = points.filter((point) => !point.fitted);
  return [
    Plot.ruleX(points, { x: "x", y1: "low", y2: "high", stroke: "var(--ink)", strokeWidth: 1, strokeOpacity: 0.7 }),
    Plot.dot(
      points.filter((point) => point.fitted),
      { x: "x", y: "value", r: 2.8, fill: "var(--ink)" },
    ),
    Plot.dot(held, { x: "x", y: "value", r: 4, fill: "var(--paper)", stroke: "var(--ink)", strokeWidth: 1.3 }),
    Plot.dot(held, { x: "x", y: "value", r: 1.2, fill: "var(--ink)" }),
  ];
}

/** Also tells its right margin, so that other drawings can share the time axis. */
export function drawFan(
  data: ReportData,
  chart: Chart,
  { width, height }: Size,
  { view, logarithmic, names, all = false, marked = [] }: FanOptions,
): Drawing & { marginRight: number } {
  const bands = bandsOf(chart, view);
  const levels = view.kind === "levels";
  const drawn = drawnScenarios(chart, view);
  const focus = focusOf(chart, view);
  const first = data.baseline !== null && drawn.includes(data.baseline) ? data.baseline : drawn[0];
  const zero = data.months.map(() => 0);
  const fans: Fan[] = drawn.map((scenario) => ({
    scenario,
    points: pointsOf(
      data,
      bands[scenario]!,
      scenario,
      view.from,
      levels ? (scenario === first ? null : bands[first]!.p50) : zero,
    ),
  }));
  const banded = (all ? drawn : focus < 0 ? [] : [focus]).map((scenario) => ({
    scenario,
    points: pointsOf(data, bands[scenario]!, scenario, view.from, null),
  }));
  const record = recordOf(data, chart, view).filter(({ month }) => month >= view.from);
  const lowest = banded
    .flatMap(({ points }) => points)
    .flatMap(({ p05, p95 }) => [p05, p95])
    .concat(
      fans.flatMap(({ points }) => points.map(({ p50 }) => p50)),
      record.map(({ value }) => value),
      levels ? [] : [0],
    );

  const ends = drawn.length > 1 ? fans.filter(({ points }) => points.length > 0) : [];
  const label = (scenario: number) =>
    names
      ? shortened(`${scenarioLetter(scenario)} ${words(data.scenarios[scenario].name)}`, 11, 150, "600")
      : scenarioLetter(scenario);
  const room = Math.max(0, ...ends.map(({ scenario }) => textWidth(label(scenario), 11, "600")));
  const margins = { marginLeft: timeLeft, marginRight: 14 + Math.ceil(room), marginTop: 26, marginBottom: 24 };
  const scale = (logarithmic ? scaleLog() : scaleLinear())
    .domain(domainOf(lowest, logarithmic))
    .range([height - margins.marginBottom, margins.marginTop]);
  const count = Math.max(2, Math.min(7, Math.round(height / 52)));
  if (!logarithmic) scale.nice(count);
  const domain = scale.domain();
  const ticks = logarithmic
    ? scale.ticks(count).filter((tick) => Math.abs(Math.log10(tick) - Math.round(Math.log10(tick))) < 1e-9)
    : scale.ticks(count);
  const from = monthDate(view.from);
  const to = monthEnd(data.months[data.months.length - 1]);
  const places = spread(
    ends.map(({ points }) => scale(points[points.length - 1].p50)),
    12,
    margins.marginTop,
    height - margins.marginBottom,
  );
  const labels = ends.map(({ scenario, points }, index) => ({
    x: points[points.length - 1].x,
    y: scale.invert(places[index]),
    text: label(scenario),
    scenario,
  }));
  const write = levels ? number : signed;

  const svg = plot({
    width,
    height,
    ...margins,
    x: { type: "utc", domain: [from, to] },
    y: { type: logarithmic ? "log" : "linear", domain, clamp: logarithmic },
    marks: [
      ...valueAxis(ticks, !levels),
      yearAxis(from, to, width - margins.marginLeft - margins.marginRight),
      ...banded.flatMap(({ scenario, points }) => [
        Plot.areaY(points, { x: "x", y1: "p05", y2: "p95", fill: scenarioColour(scenario), fillOpacity: 0.16 }),
        Plot.areaY(points, { x: "x", y1: "p25", y2: "p75", fill: scenarioColour(scenario), fillOpacity: 0.24 }),
      ]),
      ...numbered(marked.filter((month) => month >= view.from), scaleUtc([from, to], [margins.marginLeft, width - margins.marginRight]), width),
      levels ? null : Plot.ruleY([0], { stroke: "var(--ink)", strokeWidth: 1 }),
      ...(record.length > 0 ? boundary(monthEnd(data.record_end), from, to, width < 320) : []),
      ...fans.map(({ scenario, points }) =>
        Plot.lineY(points, {
          x: "x",
          y: "p50",
          stroke: scenarioColour(scenario),
          strokeWidth: scenario === focus ? 2.4 : 1.7,
          strokeDasharray: scenarioDash(scenario),
        }),
      ),
      ...recordMarks(record, domain),
      ...eventMarkers(data, view),
      Plot.text(labels, {
        x: "x",
        y: "y",
        text: "text",
        textAnchor: "start",
        dx: 8,
        fontWeight: 600,
        fill: ({ scenario }: { scenario: number }) => scenarioColour(scenario),
      }),
    ],
  });

  const quantity = (low: number, middle: number, high: number) => {
    const digits = levels ? enough([low, middle, high], chart.decimals) : changeDigits(low, middle, high);
    return `${write(middle, digits)} (${range(low, high, digits, write)})`;
  };
  const stops = data.months.flatMap((month, index) => {
    if (month < view.from) return [];
    const told = drawn.filter(
      (scenario) => month <= data.scenarios[scenario].last_month && Number.isFinite(bands[scenario]!.p50[index]),
    );
    if (told.length === 0) return [];
    return [
      {
        x: at(svg, "x", monthDate(month)),
        y: height / 2,
        head: monthName(month),
        lines: () =>
          told
            .map((scenario) => {
              const band = bands[scenario]!;
              return {
                label: words(data.scenarios[scenario].name),
                value: quantity(band.p05[index], band.p50[index], band.p95[index]),
                key: { label: "", colour: scenarioColour(scenario), dash: scenarioDash(scenario), shape: "line" as const },
              };
            })
            .concat(
              record
                .filter((point) => point.month === month)
                .map((point) => ({
                  label: `record, ${point.fitted ? "fitted" : "held out"}`,
                  value: number(point.value, chart.decimals),
                  key: { label: "", colour: "var(--ink)", dash: "none", shape: (point.fitted ? "dot" : "ring") as never },
                })),
            ),
      },
    ];
  });
  return { svg, stops, across: true, marginRight: margins.marginRight };
}
