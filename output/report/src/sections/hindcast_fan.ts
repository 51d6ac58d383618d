// One series from one origin: the model's bands, the best simple method's line, and the record.
import * as Plot from "@observablehq/plot";
import { scaleLinear, scaleLog } from "d3-scale";
import type { Hindcast } from "../data";
import { fanPoint, recordMarks, type FanPoint } from "../fan";
import type { Figure } from "../figure";
import { enough, monthDate, monthEnd, monthName, number, range } from "../format";
import type { LegendItem } from "../legend";
import { at, plot, valueAxis, yearAxis } from "../plot";
import { domainOf } from "../room";

const [modelColour, simpleColour] = ["var(--s1)", "var(--s2)"];
const simpleDash = "5 3";
export const hindcastKeys: LegendItem[] = [
  { label: "model: median, 50 % and 90 %", colour: modelColour, shape: "band" },
  { label: "best simple method", colour: simpleColour, dash: simpleDash, shape: "line" },
  { label: "record: known", colour: "var(--ink)", shape: "dot" },
  { label: "record: came later", colour: "var(--ink)", shape: "ring" },
];

interface Point extends FanPoint {
  month: string;
  simple: number;
}

/** From the last figure known, of which nothing was open. */
function pointsOf(fan: Hindcast): Point[] {
  const known = fan.record.filter(({ month }) => month <= fan.origin).at(-1)!;
  const start = { month: known.month, x: monthDate(known.month) };
  const all = { p05: known.value, p25: known.value, p50: known.value, p75: known.value, p95: known.value, simple: known.value };
  return [
    { ...start, ...all },
    ...fan.months.map((month, k) => ({ ...fanPoint(fan, k, month), month, simple: fan.simple[k] })),
  ];
}

const growth = 30;
/** A wide range of numbers above nothing is drawn on a logarithmic scale; shares are not. */
const byOrders = (values: number[], unit: string) => unit !== "%" && Math.min(...values) > 0 && Math.max(...values) > growth * Math.min(...values);

export function hindcastFigure(fan: Hindcast, family: string): Figure {
  const points = pointsOf(fan);
  const foretold = points.slice(1);
  const last = points[points.length - 1].month;
  const record = fan.record.filter(({ month }) => month <= last).map((point) => ({ ...point, fitted: point.month <= fan.origin }));
  const digits = enough(record.map(({ value }) => value), fan.decimals);
  const happened = (month: string) => record.find((point) => point.month === month);
  return {
    id: `hindcast-${`${fan.title}-${fan.origin}`.replace(/[^A-Za-z0-9]+/g, "-")}`,
    words: () => ({
      title: fan.title,
      unit: [`from ${monthName(fan.origin)}`, fan.unit].filter(Boolean).join("; "),
      meaning: `Figures of ${family}. Bands hold 50 and 90 % of what the model, told what was known in ${monthName(fan.origin)}, held possible, with the error of the figure itself. Bars of the record: 90 % of its error.`,
      source: "",
    }),
    height: () => 190,
    draw({ width, height }) {
      const values = [...foretold.flatMap(({ p05, p95, simple }) => [p05, p95, simple]), ...record.map(({ value }) => value)];
      const logarithmic = byOrders(values, fan.unit);
      const scale = (logarithmic ? scaleLog() : scaleLinear()).domain(domainOf(values, logarithmic)).nice(4);
      const all = scale.ticks(4);
      const ticks = logarithmic && all.length > 5 ? all.filter((tick) => Math.abs(Math.log10(tick) % 1) < 1e-9) : all;
      const [from, to] = [monthDate(record[0].month), monthEnd(last)];
      const svg = plot({
        width,
        height,
        marginLeft: 48,
        marginRight: 12,
        marginTop: 10,
        marginBottom: 22,
        x: { type: "utc", domain: [from, to] },
        y: { type: logarithmic ? "log" : "linear", domain: scale.domain(), axis: null, clamp: true },
        marks: [
          ...valueAxis(ticks, false),
          yearAxis(from, to, width - 60),
          Plot.areaY(points, { x: "x", y1: "p05", y2: "p95", fill: modelColour, fillOpacity: 0.18 }),
          Plot.areaY(points, { x: "x", y1: "p25", y2: "p75", fill: modelColour, fillOpacity: 0.28 }),
          Plot.ruleX([monthEnd(fan.origin)], { stroke: "var(--muted)", strokeDasharray: "1 2" }),
          Plot.lineY(points, { x: "x", y: "p50", stroke: modelColour, strokeWidth: 2 }),
          Plot.lineY(points, { x: "x", y: "simple", stroke: simpleColour, strokeWidth: 1.8, strokeDasharray: simpleDash }),
          ...recordMarks(record, scale.domain()),
        ],
      });
      const stops = foretold.map((point) => ({
        x: at(svg, "x", point.x),
        y: at(svg, "y", point.p50),
        head: monthName(point.month),
        lines: () => [
          { label: "record", value: number(happened(point.month)!.value, digits) },
          { label: "model (90 %)", value: `${number(point.p50, digits)} (${range(point.p05, point.p95, digits)})` },
          { label: "simple method", value: number(point.simple, digits) },
        ],
      }));
      return { svg, stops, across: true };
    },
    legend: () => hindcastKeys,
    table: () => ({
      header: ["month", "record", "p05", "p25", "p50", "p75", "p95", "simple method"],
      rows: foretold.map(({ month, p05, p25, p50, p75, p95, simple }) => [month, happened(month)!.value, p05, p25, p50, p75, p95, simple]),
    }),
    summary: () =>
      foretold
        .map(({ month, p05, p50, p95 }) => `${monthName(month)}: record ${number(happened(month)!.value, digits)}, model ${number(p50, digits)} (${range(p05, p95, digits)})`)
        .join("; ") + ".",
  };
}
