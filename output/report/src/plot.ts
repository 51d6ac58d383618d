// Observable Plot with the look of this page, and the axes that most charts share.
import * as Plot from "@observablehq/plot";
import { scaleLinear } from "d3-scale";
import { tickWriter } from "./format";

export function plot(options: Plot.PlotOptions): SVGSVGElement & Plot.Plot {
  const drawn = Plot.plot({ ...options, style: { background: "none", fontSize: "11px", overflow: "visible" } });
  // The drawing as a whole has a label; its parts may not have one.
  drawn.querySelectorAll("[aria-label]").forEach((part) => part.removeAttribute("aria-label"));
  return drawn as SVGSVGElement & Plot.Plot;
}

/** Room for the numbers of charts that share a time axis. */
export const timeLeft = 54;

/** A position of a scale in pixels. */
export const at = (drawn: Plot.Plot, axis: "x" | "y" | "fx" | "fy", value: unknown) => drawn.scale(axis)!.apply(value) as number;

/** Firsts of January, as many as have room. */
export function yearTicks(from: Date, to: Date, width: number): Date[] {
  const first = from.getUTCMonth() === 0 ? from.getUTCFullYear() : from.getUTCFullYear() + 1;
  const last = new Date(to.getTime() - 1).getUTCFullYear();
  const step = [1, 2, 3, 5].find((years) => ((last - first) / years + 1) * 40 <= width) ?? 5;
  const ticks: Date[] = [];
  for (let year = first; year <= last; ++year) if ((last - year) % step === 0) ticks.push(new Date(Date.UTC(year, 0, 1)));
  return ticks;
}

export function yearAxis(from: Date, to: Date, width: number): Plot.Markish {
  return Plot.axisX(yearTicks(from, to, width), {
    tickFormat: (date: Date) => String(date.getUTCFullYear()),
    label: null,
    tickSize: 4,
    stroke: "var(--rule-strong)",
    fill: "var(--muted)",
  });
}

export function valueAxis(ticks: number[], sign: boolean): Plot.Markish[] {
  return [
    Plot.gridY(ticks, { stroke: "var(--rule)", strokeOpacity: 1 }),
    Plot.axisY(ticks, {
      tickFormat: tickWriter(ticks, sign),
      label: null,
      tickSize: 0,
      fill: "var(--muted)",
    }),
  ];
}

/** Signed numbers along the top, with lines down through the drawing. */
export function topAxis(values: number[], count: number): { x: Plot.ScaleOptions; marks: Plot.Markish[] } {
  const scale = scaleLinear()
    .domain([Math.min(0, ...values), Math.max(0, ...values)])
    .nice(count);
  const ticks = scale.ticks(count);
  return {
    x: { domain: scale.domain(), axis: null },
    marks: [
      Plot.gridX(ticks, { stroke: "var(--rule)", strokeOpacity: 1 }),
      Plot.axisX(ticks, {
        anchor: "top",
        label: null,
        tickSize: 0,
        fill: "var(--muted)",
        tickFormat: tickWriter(ticks, true),
      }),
    ],
  };
}

/** "record | projection" above the last month of the record. */
export function boundary(end: Date, from: Date, to: Date, short: boolean): Plot.Markish[] {
  if (end <= from || end >= to) return [];
  const text = (label: string, anchor: "start" | "end") =>
    Plot.text([{ x: end, label }], {
      x: "x",
      text: "label",
      frameAnchor: "top",
      dy: -13,
      dx: anchor === "end" ? -5 : 5,
      textAnchor: anchor,
      fill: "var(--muted)",
    });
  return [
    Plot.ruleX([end], { stroke: "var(--muted)", strokeWidth: 1, strokeDasharray: "1 2", insetTop: -14 }),
    text("record", "end"),
    text(short ? "proj." : "projection", "start"),
  ];
}
