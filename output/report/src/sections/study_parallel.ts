// All points of a batch study at once: parallel coordinates, those in which something happens in front.
import { scaleLinear } from "d3-scale";
import type { ReportData } from "../data";
import type { Figure, Stop } from "../figure";
import { capital, differenceUnit, enough, number, percent } from "../format";
import { s } from "../html";
import { shortened, wrapped } from "../text";
import { rangeOf, valueText } from "./study_grid";

const mostAxes = 12;
const head = 80;
const mostLines = 6;
const foot = 20;

export interface FrontChoice {
  /** Place among `fronts`. */
  front: number;
}

/** Ways to choose the points in front: where a case happens, where the quantity is highest or lowest. */
export function fronts(data: ReportData): { label: string; of(point: number): boolean | null }[] {
  const study = data.study!;
  const values = study.quantities[study.asked].values;
  const told = values.filter((value) => value !== null).sort((a, b) => a - b);
  const cut = (share: number) => told[Math.min(told.length - 1, Math.floor(share * told.length))] ?? 0;
  const [low, high] = [cut(0.2), cut(0.8)];
  const name = study.quantities[study.asked].title;
  return [
    ...study.cases.filter(({ share }) => share > 0 && share < 1).map(({ name: label, happens }) => ({
      label,
      of: (point: number) => (happens[point] === null ? null : happens[point]! >= 0.5),
    })),
    { label: `highest fifth: ${name}`, of: (point) => (values[point] === null ? null : values[point]! >= high) },
    { label: `lowest fifth: ${name}`, of: (point) => (values[point] === null ? null : values[point]! <= low) },
  ];
}

export function parallelFigure(data: ReportData, choice: FrontChoice): Figure {
  const study = data.study!;
  const all = fronts(data);
  const { values, title, unit, difference } = study.quantities[study.asked];
  const order = study.causes[0]?.inputs.map((input) => study.factors.findIndex((factor) => factor.title === input.title)) ?? [];
  const axes = [...new Set([...order, ...study.factors.map((_, at) => at)])].filter((at) => at >= 0).slice(0, mostAxes);
  const shown = () => values.flatMap((value, point) => (value !== null && all[choice.front].of(point) !== null ? [point] : []));
  const front = () => shown().filter((point) => all[choice.front].of(point));
  return {
    id: "parallel",
    words: () => ({
      title: `All points: ${all[choice.front].label}`,
      unit: `a line for each point; last axis: ${title}${unit ? `, ${difference ? differenceUnit(unit) : unit}` : ""}`,
      meaning: "Where lines in front bundle on an axis the factor matters; where they spread over it, it does not.",
      source: "",
    }),
    height: () => 360,
    least: () => 280,
    draw({ width, height }) {
      const [x0, x1] = [30, width - 56];
      const x = (at: number) => x0 + (at * (x1 - x0)) / axes.length;
      const domain = (factor: number): [number, number] =>
        study.factors[factor].levels.length > 0 ? [0, study.factors[factor].levels.length - 1] : rangeOf(study, factor);
      const told = values.filter((value) => value !== null);
      const outcome: [number, number] = [Math.min(...told), Math.max(...told)];
      const scales = [...axes.map(domain), outcome].map((range) => scaleLinear().domain(range[0] === range[1] ? [range[0] - 1, range[1] + 1] : range).range([height - foot, head]));
      const svg = s("svg", { width, height, viewBox: `0 0 ${width} ${height}`, fill: "currentColor" });
      const line = (point: number) =>
        `M${scales.map((scale, at) => `${x(at).toFixed(1)},${scale(at < axes.length ? study.points[axes[at]][point] : values[point]!).toFixed(1)}`).join("L")}`;
      const inFront = new Set(front());
      const behind = shown().filter((point) => !inFront.has(point));
      const thin = (count: number) => Math.min(0.7, 0.12 + 24 / Math.max(1, count));
      for (const [points, colour] of [
        [behind, "var(--n-other)"],
        [[...inFront], "var(--accent)"],
      ] as const)
        if (points.length > 0)
          svg.append(s("path", { d: points.map(line).join(""), fill: "none", stroke: colour, "stroke-width": 1, "stroke-opacity": thin(points.length).toFixed(2) }));
      const digits = enough(outcome, 0);
      const stops: Stop[] = [];
      scales.forEach((scale, at) => {
        const last = at === axes.length;
        const [low, high] = scale.domain();
        const write = (value: number) => (last ? number(value, digits) : valueText(study, axes[at], value));
        svg.append(s("line", { x1: x(at), x2: x(at), y1: head, y2: height - foot, stroke: "var(--ink)" }));
        const room = (x1 - x0) / axes.length - 8;
        const lines = wrapped(capital(last ? "result" : study.factors[axes[at]].title), 10, Math.max(44, at === 0 ? room / 2 + 20 : room));
        lines.slice(0, mostLines).forEach((text, k) =>
          svg.append(s("text", { x: x(at) - (at === 0 ? 24 : 0), y: 10 + 11 * k, "font-size": 10, "text-anchor": at === 0 ? "start" : "middle" }, shortened(k === mostLines - 1 && lines.length > mostLines ? `${text}…` : text, 10, Math.max(60, room)))),
        );
        const ends = last || study.factors[axes[at]].levels.length === 0 ? [low, high] : study.factors[axes[at]].levels.map((_, level) => level);
        for (const end of ends)
          svg.append(
            s("text", { x: x(at) + 4, y: scale(end) + (end === low ? 13 : end === high ? -3 : 3), "font-size": 10.5, fill: "var(--ink)", stroke: "var(--paper)", "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" }, write(end)),
          );
        const middle = (points: number[]) => {
          const sorted = points.map((point) => (last ? values[point]! : study.points[axes[at]][point])).sort((a, b) => a - b);
          return sorted.length === 0 ? "–" : write(sorted[Math.floor(sorted.length / 2)]);
        };
        stops.push({
          x: x(at),
          y: (head + height) / 2,
          head: capital(last ? title : study.factors[axes[at]].title),
          lines: () => [
            { label: "median of those in front", value: middle(front()) },
            { label: "median of all", value: middle(shown()) },
          ],
        });
      });
      return { svg, stops, across: true };
    },
    legend: () => [
      { label: `${all[choice.front].label} (${front().length} of ${shown().length} points)`, colour: "var(--accent)", shape: "line" },
      { label: "other points", colour: "var(--n-other)", shape: "line" },
    ],
    table: () => ({
      header: [...study.factors.map((factor) => factor.title), title, "in front"],
      rows: shown().map((point) => [
        ...study.factors.map((_, factor) => valueText(study, factor, study.points[factor][point])),
        values[point],
        all[choice.front].of(point) ? "yes" : "no",
      ]),
    }),
    summary: () => `${shown().length} points, ${front().length} in front (${percent(front().length / Math.max(1, shown().length))}).`,
  };
}
