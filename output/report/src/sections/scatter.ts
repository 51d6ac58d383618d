// An outcome against one of the parameters that it hinges on: a dot a parameter set.
import * as Plot from "@observablehq/plot";
import { scaleLinear } from "d3-scale";
import type { ReportData } from "../data";
import type { Figure } from "../figure";
import { capital, differenceUnit, enough, number, signed } from "../format";
import { at, plot, valueAxis } from "../plot";
import { domainOf } from "../room";

export interface ScatterChoice {
  parameter: number;
}

export const scatterId = (at: number) => (at === 0 ? "scatter" : `scatter-${at + 1}`);

export function scatterFigure(data: ReportData, index: number, choice: ScatterChoice): Figure {
  const { outcome, outcomes, chart: id, difference, parameters } = data.sensitivity[index];
  const chart = data.charts.find((other) => other.id === id);
  const unit = difference ? differenceUnit(chart?.unit ?? "") : (chart?.unit ?? "");
  const parameter = () => parameters[choice.parameter];
  const points = () => outcomes.map((y, set) => ({ x: parameter().values[set], y, set: set + 1 }));
  const digits = enough(outcomes, 1);
  const write = (value: number) => (difference ? signed(value, digits) : number(value, digits));
  const writeX = (value: number) => number(value, enough([value], 1));
  return {
    id: scatterId(index),
    words: () => ({
      title: `${capital(parameter().words)}: what it does`,
      unit: `upwards: ${outcome}${unit && ` (${unit})`}; across: ${parameter().words}${parameter().unit ? ` (${parameter().unit})` : ""}`,
      meaning: "A dot is a parameter set, the mean of its runs. All parameters differ from set to set, not this one alone.",
      source: "",
    }),
    height: (width) => Math.round(Math.min(300, Math.max(200, width * 0.55))),
    draw({ width, height }) {
      const all = points();
      const [x, y] = [all.map((point) => point.x), all.map((point) => point.y)];
      const up = scaleLinear().domain(domainOf(y, false)).nice(5);
      const ticks = scaleLinear().domain([Math.min(...x), Math.max(...x)]).nice(4);
      const svg = plot({
        width,
        height,
        marginLeft: 48,
        marginRight: 14,
        marginTop: 10,
        marginBottom: 26,
        x: { domain: ticks.domain(), axis: null },
        y: { domain: up.domain(), axis: null },
        marks: [
          ...valueAxis(up.ticks(5), difference),
          Plot.axisX(ticks.ticks(4), { label: null, tickSize: 4, fill: "var(--muted)", stroke: "var(--rule-strong)" }),
          ...(difference ? [Plot.ruleY([0], { stroke: "var(--ink)" })] : []),
          Plot.dot(all, { x: "x", y: "y", r: 4, fill: "var(--s1)", fillOpacity: 0.7 }),
        ],
      });
      const stops = all.map((point) => ({
        x: at(svg, "x", point.x),
        y: at(svg, "y", point.y),
        head: `parameter set ${point.set}`,
        lines: () => [
          { label: parameter().name, value: writeX(point.x) },
          { label: outcome, value: write(point.y) },
        ],
      }));
      return { svg, stops, across: false };
    },
    legend: () => [],
    table: () => ({ header: ["set", parameter().name, outcome], rows: points().map(({ set, x, y }) => [set, x, y]) }),
    summary: () => `${outcomes.length} parameter sets; rank correlation ${signed(parameter().correlation, 2)}.`,
  };
}
