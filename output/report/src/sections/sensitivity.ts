// Parameters that matter: rank correlations with an outcome, with their intervals.
import * as Plot from "@observablehq/plot";
import type { ReportData, Sensitivity } from "../data";
import type { Figure } from "../figure";
import { range, signed } from "../format";
import { frame } from "../frame";
import { h } from "../html";
import { at, plot, topAxis } from "../plot";
import { rowLabel, textWidth } from "../text";
import { scatterFigure } from "./scatter";
import { section, type Section } from "./section";

type Parameter = Sensitivity["parameters"][number];
const most = 12;
export const sensitivityId = (at: number) => (at === 0 ? "sensitivity" : `sensitivity-${at + 1}`);

/** `choose`: what a click on a parameter does. */
export function sensitivityFigure(data: ReportData, index: number, choose?: (parameter: number) => void): Figure {
  const { outcome, parameters } = data.sensitivity[index];
  const rows = parameters.slice(0, most);
  const clear = ({ low, high }: Parameter) => low > 0 || high < 0;
  return {
    id: sensitivityId(index),
    words: () => ({
      title: outcome,
      unit: "rank correlation with the parameter, −1 to 1",
      meaning:
        "1: the larger the parameter the larger the outcome, in every pair of sets. Line: 90 % interval; filled where it leaves out zero.",
      source: "",
    }),
    height: () => 30 + 38 * rows.length,
    least: () => 30 + 38 * rows.length,
    draw({ width, height }) {
      const left = Math.min(width * 0.45, 16 + Math.max(...rows.map((row) => textWidth(row.words, 11))));
      const axis = topAxis([-1, 1], 4);
      const svg = plot({
        width,
        height,
        marginLeft: left,
        marginRight: 14,
        marginTop: 22,
        marginBottom: 4,
        x: axis.x,
        y: {
          domain: rows.map(({ name }) => name),
          label: null,
          tickSize: 0,
          tickFormat: (name: string) => rowLabel(rows.find((row) => row.name === name)!.words, 11, left - 12, 3).join("\n"),
        },
        marks: [
          ...axis.marks,
          Plot.ruleX([0], { stroke: "var(--ink)" }),
          Plot.ruleY(rows, { y: "name", x1: "low", x2: "high", stroke: "var(--s1)", strokeWidth: 3, strokeOpacity: 0.4 }),
          Plot.dot(rows, {
            y: "name",
            x: "correlation",
            r: 4.5,
            stroke: "var(--s1)",
            strokeWidth: 1.8,
            fill: (row: Parameter) => (clear(row) ? "var(--s1)" : "var(--paper)"),
          }),
        ],
      });
      const stops = rows.map((row, place) => ({
        choose: choose && (() => choose(place)),
        x: at(svg, "x", row.correlation),
        y: at(svg, "y", row.name) + svg.scale("y")!.bandwidth! / 2,
        head: row.words,
        lines: () => [
          { label: `${row.name}: ${row.meaning}` },
          { label: "correlation", value: signed(row.correlation, 2) },
          { label: "90 %", value: range(row.low, row.high, 2, signed) },
          ...(row.source ? [{ label: `${row.source}, grade ${row.grade}` }] : []),
        ],
      }));
      return { svg, stops, across: false, reach: 40 };
    },
    legend: () => [],
    table: () => ({
      header: ["parameter", "meaning", "unit", "correlation", "low", "high", "source", "grade"],
      rows: parameters.map((row) => [row.name, row.meaning, row.unit, row.correlation, row.low, row.high, row.source, row.grade]),
    }),
    summary: () =>
      rows
        .slice(0, 3)
        .map(({ words: name, correlation }) => `${name} ${signed(correlation, 2)}`)
        .join("; ") + ".",
  };
}

export function sensitivitySection(data: ReportData): Section | null {
  const told = data.sensitivity.flatMap(({ parameters }, at) => (parameters.length > 0 ? [at] : []));
  if (told.length === 0) return null;
  return section(
    "parameters",
    "Parameters",
    "Parameters that matter",
    "What we do not know, and how much of the outcome depends on it: parameters that stand after correction for looking at all. A click on one shows its dots.",
    h("div", { class: "grid large" }, ...told.flatMap((at) => besideScatter(data, at))),
  );
}

/** The correlations, and beside them the dots of the parameter that is chosen. */
function besideScatter(data: ReportData, index: number): HTMLElement[] {
  const choice = { parameter: 0 };
  const dots = frame(scatterFigure(data, index, choice));
  const choose = (parameter: number) => {
    choice.parameter = parameter;
    dots.redraw();
  };
  return [frame(sensitivityFigure(data, index, choose)).element, dots.element];
}
