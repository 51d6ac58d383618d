// A component of a claim on the way to its month: the median with 90 % of the runs, and the threshold.
import * as Plot from "@observablehq/plot";
import type { Hypothesis } from "../data";
import type { Figure } from "../figure";
import { capital, enough, monthDate, monthName, monthShort, number, range } from "../format";
import { at, plot, valueAxis, yearAxis } from "../plot";
import { scaleLinear } from "d3-scale";
import { domainOf } from "../room";

export type Component = Hypothesis["components"][number];

interface Point {
  month: string;
  date: Date;
  low: number;
  median: number;
  high: number;
}

const pointsOf = ({ course }: Component): Point[] =>
  course.months.map((month, k) => ({ month, date: monthDate(month), low: course.low[k], median: course.median[k], high: course.high[k] }));

export function courseFigure(id: string, component: Component): Figure {
  const points = pointsOf(component);
  const digits = enough(points.map(({ median }) => median), 1);
  const side = `${component.claimed} ${number(component.threshold, enough([component.threshold], 0))}`;
  const told = (point: Point) => `${number(point.median, digits)} (${range(point.low, point.high, digits)})`;
  return {
    id,
    words: () => ({
      title: capital(component.name),
      unit: [component.unit, `claimed: ${side}`].filter(Boolean).join("; "),
      meaning: "The line is the median of the runs, the band holds 90 % of them. The dashed line is the threshold.",
      source: "",
    }),
    height: () => 170,
    draw({ width, height }) {
      const values = points.flatMap(({ low, high }) => [low, high]).concat(component.threshold);
      const scale = scaleLinear().domain(domainOf(values, false)).nice(4);
      const [from, to] = [points[0].date, points[points.length - 1].date];
      const svg = plot({
        width,
        height,
        marginLeft: 44,
        marginRight: 12,
        marginTop: 10,
        marginBottom: 22,
        x: { domain: [from, to], type: "utc", label: null },
        y: { domain: scale.domain(), axis: null },
        marks: [
          ...valueAxis(scale.ticks(4), false),
          yearAxis(from, to, width),
          Plot.areaY(points, { x: "date", y1: "low", y2: "high", fill: "var(--s1)", fillOpacity: 0.2 }),
          Plot.lineY(points, { x: "date", y: "median", stroke: "var(--s1)", strokeWidth: 2 }),
          Plot.ruleY([component.threshold], { stroke: "var(--ink)", strokeDasharray: "4 3" }),
        ],
      });
      const stops = points.map((point) => ({
        x: at(svg, "x", point.date),
        y: at(svg, "y", point.median),
        head: monthName(point.month),
        lines: () => [{ label: "median (90 % of runs)", value: `${told(point)} ${component.unit}` }],
      }));
      return { svg, stops, across: true };
    },
    legend: () => [],
    table: () => ({ header: ["month", "p05", "p50", "p95"], rows: points.map(({ month, low, median, high }) => [month, low, median, high]) }),
    summary: () => `${monthShort(points[0].month)} ${told(points[0])}, ${monthShort(points[points.length - 1].month)} ${told(points[points.length - 1])}; claimed ${side}.`,
  };
}
