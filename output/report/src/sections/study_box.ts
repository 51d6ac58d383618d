// Where something happens in a batch study: the sides of the box that was found, and how coverage is traded for density.
import { scaleLinear } from "d3-scale";
import type { ReportData } from "../data";
import type { Figure, Stop } from "../figure";
import { capital, percent } from "../format";
import { s } from "../html";
import { rowLabel, textWidth } from "../text";
import { rangeOf, valueText } from "./study_grid";

const row = 40;
const top = 8;

/** Levels that stand side by side are told by the first and the last. */
function levelsText(names: string[], levels: number[]): string {
  const [first, last] = [Math.min(...levels), Math.max(...levels)];
  return levels.length > 2 && last - first + 1 === levels.length ? `${names[first]} to ${names[last]}` : levels.map((level) => names[level]).join(", ");
}

export function boxFigure(data: ReportData, index: number): Figure {
  const study = data.study!;
  const { name: happens, title, box } = study.cases[index];
  const sides = box!.sides;
  const text = ({ factor, low, high, levels }: (typeof sides)[number]) => {
    if (levels) return levelsText(study.factors[factor].levels, levels);
    const [least, most] = rangeOf(study, factor);
    return `${valueText(study, factor, low ?? least)} to ${valueText(study, factor, high ?? most)}`;
  };
  return {
    id: `box-${index + 1}`,
    words: () => ({
      title: `${happens}: where`,
      unit: "the part of each factor's range that the box takes; of all other factors it takes the whole",
      meaning: `${title}. Found by the patient rule induction method (PRIM); sides that might as well be chance are taken back.`,
      source: "",
    }),
    height: () => top + sides.length * row + 20,
    least: () => top + sides.length * row + 20,
    draw({ width }) {
      const height = top + sides.length * row + 20;
      const left = Math.min(260, width * 0.42);
      const svg = s("svg", { width, height, viewBox: `0 0 ${width} ${height}`, fill: "currentColor" });
      const stops: Stop[] = [];
      sides.forEach((side, at) => {
        const { factor, low, high, levels } = side;
        const y = top + at * row;
        const name = study.factors[factor].title;
        const lines = rowLabel(capital(name), 11, left - 12);
        lines.forEach((line, k) =>
          svg.append(s("text", { x: left - 8, y: y + 15 + (k - (lines.length - 1) / 2) * 13, "font-size": 11, "text-anchor": "end" }, line)),
        );
        const all = study.factors[factor].levels;
        const [least, most] = levels ? [0, all.length] : rangeOf(study, factor);
        const x = scaleLinear().domain([least, most]).range([left, width - 14]);
        const piece = (from: number, to: number, inside: boolean) =>
          s("rect", { x: x(from) + 0.5, y: y + 5, width: Math.max(1, x(to) - x(from) - 1), height: 12, fill: inside ? "var(--s1)" : "var(--rule)" });
        if (levels) all.forEach((_, level) => svg.append(piece(level, level + 1, levels.includes(level))));
        else svg.append(piece(least, most, false), piece(low ?? least, high ?? most, true));
        const [from, to] = levels ? [all[0], all[all.length - 1]] : [valueText(study, factor, least), valueText(study, factor, most)];
        const half = textWidth(text(side), 10.5, "600") / 2 + 6;
        const ends = half + Math.max(textWidth(from, 10), textWidth(to, 10)) <= (width - 14 - left) / 2;
        if (ends)
          svg.append(
            s("text", { x: left, y: y + 29, "font-size": 10, fill: "var(--muted)" }, from),
            s("text", { x: width - 14, y: y + 29, "font-size": 10, "text-anchor": "end", fill: "var(--muted)" }, to),
          );
        svg.append(s("text", { x: (left + width - 14) / 2, y: y + 29, "font-size": 10.5, "text-anchor": "middle", "font-weight": 600 }, text(side)));
        stops.push({ x: (left + width) / 2, y: y + 11, head: capital(name), lines: () => [{ label: "inside", value: text(side) }] });
      });
      return { svg, stops, across: false, reach: 80 };
    },
    legend: () => [
      { label: "inside the box", colour: "var(--s1)", shape: "box" },
      { label: "outside", colour: "var(--rule)", shape: "box" },
    ],
    table: () => ({ header: ["factor", "inside"], rows: sides.map((side) => [study.factors[side.factor].title, text(side)]) }),
    summary: () =>
      `${sides.map((side) => `${capital(study.factors[side.factor].title)}: ${text(side)}`).join("; ")}. There it happens in ${percent(box!.density)} of the points.`,
  };
}

export function tradeOffFigure(data: ReportData, index: number): Figure {
  const { name, title, box, share } = data.study!.cases[index];
  const path = box!.path;
  const found = box!.sides.length > 0;
  return {
    id: `trade-off-${index + 1}`,
    words: () => ({
      title: `${name}: coverage against density`,
      unit: "across: share of all that happens that lies in the box (coverage); upwards: share of the box's points in which it happens (density)",
      meaning: `${title}. Each dot is a box on the way of the peeling, from the whole space (right) to a few points. Dashed: the share in which it happens anywhere. Ring: the box told, without sides that might as well be chance, so that it need not lie on the curve.`,
      source: "",
    }),
    height: (width) => Math.round(Math.min(320, Math.max(220, width * 0.6))),
    draw({ width, height }) {
      const [left, bottom] = [46, height - 26];
      const x = scaleLinear().domain([0, 1]).range([left, width - 18]);
      const y = scaleLinear().domain([0, 1]).range([bottom, 12]);
      const svg = s("svg", { width, height, viewBox: `0 0 ${width} ${height}`, fill: "currentColor" });
      for (const tick of [0, 0.25, 0.5, 0.75, 1])
        svg.append(
          s("line", { x1: left, x2: width - 18, y1: y(tick), y2: y(tick), stroke: "var(--rule)" }),
          s("text", { x: left - 6, y: y(tick) + 4, "font-size": 10.5, "text-anchor": "end", fill: "var(--muted)" }, `${100 * tick} %`),
          s("text", { x: x(tick), y: bottom + 16, "font-size": 10.5, "text-anchor": "middle", fill: "var(--muted)" }, `${100 * tick} %`),
        );
      svg.append(
        s("line", { x1: left, x2: width - 18, y1: y(share), y2: y(share), stroke: "var(--muted)", "stroke-dasharray": "4 3" }),
        s("path", { d: `M${path.map(({ coverage, density }) => `${x(coverage).toFixed(1)},${y(density).toFixed(1)}`).join("L")}`, fill: "none", stroke: "var(--s1)" }),
        ...path.map(({ coverage, density }) => s("circle", { cx: x(coverage), cy: y(density), r: 3, fill: "var(--s1)" })),
      );
      if (found)
        svg.append(
          s("circle", { cx: x(box!.coverage), cy: y(box!.density), r: 7, fill: "none", stroke: "var(--accent)", "stroke-width": 2 }),
          s("text", { x: x(box!.coverage) - 11, y: y(box!.density) + 18, "font-size": 11, "text-anchor": "end", fill: "var(--accent)" }, "the box told"),
        );
      const stops: Stop[] = path.map(({ coverage, density, mass, restricted }) => ({
        x: x(coverage),
        y: y(density),
        head: `${restricted} ${restricted === 1 ? "factor" : "factors"} restricted`,
        lines: () => [
          { label: "coverage", value: percent(coverage) },
          { label: "density", value: percent(density) },
          { label: "share of points", value: percent(mass) },
        ],
      }));
      return { svg, stops, across: false };
    },
    legend: () => [],
    table: () => ({
      header: ["coverage", "density", "share of points", "factors restricted"],
      rows: path.map(({ coverage, density, mass, restricted }) => [coverage, density, mass, restricted]),
    }),
    summary: () =>
      `${path.length} boxes. ${found ? `The one told: coverage ${percent(box!.coverage)}, density ${percent(box!.density)}, ${percent(box!.mass)} of the points.` : "None differs from chance."}`,
  };
}
