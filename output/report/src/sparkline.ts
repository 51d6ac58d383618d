// A difference over time the size of a word: median, band, zero.
import { area, line } from "d3-shape";
import type { Band, ReportData } from "./data";
import { s } from "./html";
import { scenarioColour } from "./palette";

const width = 56,
  height = 40;

export function sparkline(data: ReportData, band: Band, scenario: number): SVGSVGElement {
  const first = Math.max(0, data.months.indexOf(data.record_end) - 11);
  const shown = data.months
    .map((_, at) => at)
    .filter((at) => at >= first && Number.isFinite(band.p50[at]) && data.months[at] <= data.scenarios[scenario].last_month);
  const low = Math.min(0, ...shown.map((at) => band.p05[at])),
    high = Math.max(0, ...shown.map((at) => band.p95[at]));
  const x = (at: number) => (width * (at - first)) / (data.months.length - 1 - first);
  const y = (value: number) => height - 1 - ((height - 2) * (value - low)) / (high - low || 1);
  const colour = scenarioColour(scenario);
  const band90 =
    area<number>()
      .x(x)
      .y0((at) => y(band.p05[at]))
      .y1((at) => y(band.p95[at]))(shown) ?? "";
  const median =
    line<number>()
      .x(x)
      .y((at) => y(band.p50[at]))(shown) ?? "";
  return s(
    "svg",
    { class: "spark", width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" },
    s("path", { d: band90, fill: colour, "fill-opacity": 0.2 }),
    s("line", { x1: 0, x2: width, y1: y(0), y2: y(0), stroke: "var(--muted)", "stroke-width": 0.7 }),
    s("path", { d: median, fill: "none", stroke: colour, "stroke-width": 1.5 }),
  );
}
