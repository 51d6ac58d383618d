// What moves a quantity of a batch study: Sobol' indices or Morris' effects as bars with their intervals.
import { scaleLinear } from "d3-scale";
import type { ReportData, Study } from "../data";
import type { Figure, Stop } from "../figure";
import { capital, enough, number, range, tickWriter } from "../format";
import { s } from "../html";
import { rowLabel } from "../text";

type Estimate = { value: number; low: number; high: number };
const most = 12;
const top = 24;
const row = 42;
export const causeId = (at: number) => (at === 0 ? "causes" : `causes-${at + 1}`);

export function causesFigure(data: ReportData, index: number): Figure {
  const { kind, quantity, inputs, unit }: Study["causes"][number] = data.study!.causes[index];
  const sobol = kind === "sobol";
  const rows = inputs.slice(0, most);
  const estimates = (input: (typeof rows)[number]) => [input.total, input.first].filter((part) => part !== null);
  const highest = Math.max(sobol ? 0.2 : 0, ...rows.flatMap((input) => estimates(input).map(({ high }) => high)));
  const digits = sobol ? 2 : enough([highest], 0);
  const told = (part: Estimate | null) => (part ? `${number(part.value, digits)} (${range(part.low, part.high, digits)})` : "noise");
  return {
    id: causeId(index),
    words: () => ({
      title: `What moves ${quantity}`,
      unit: sobol ? "share of the variance; lines: 90 % intervals" : `mean size of the effect of a move over the whole range${unit ? `, ${unit}` : ""}; lines: 90 % intervals`,
      meaning: sobol
        ? "Sobol' indices. Alone: what would go of the variance on average if the input were known. With interactions: what would be left if all else were known; these sum to more than 1."
        : "Elementary effects after Morris: mu*, the mean of absolute effects.",
      source: "",
    }),
    height: () => top + rows.length * row + 6,
    least: () => top + rows.length * row + 6,
    draw({ width }) {
      const height = top + rows.length * row + 6;
      const left = Math.min(270, width * 0.42);
      const x = scaleLinear().domain([0, Math.max(1e-12, highest)]).nice(5).range([left, width - 16]);
      const ticks = x.ticks(width < 500 ? 3 : 5);
      const write = tickWriter(ticks);
      const svg = s("svg", { width, height, viewBox: `0 0 ${width} ${height}`, fill: "currentColor" });
      for (const tick of ticks)
        svg.append(
          s("line", { x1: x(tick), x2: x(tick), y1: top - 4, y2: height - 4, stroke: "var(--rule)" }),
          s("text", { x: x(tick), y: 12, "font-size": 10.5, "text-anchor": "middle", fill: "var(--muted)" }, write(tick)),
        );
      const stops: Stop[] = [];
      rows.forEach((input, at) => {
        const y = top + at * row;
        const lines = rowLabel(capital(input.title), 11, left - 12, 3);
        lines.forEach((line, k) =>
          svg.append(s("text", { x: left - 8, y: y + row / 2 + 4 + (k - (lines.length - 1) / 2) * 13, "font-size": 11, "text-anchor": "end" }, line)),
        );
        const bar = (part: Estimate | null, dy: number, high: number, opacity: number) => {
          if (!part) return;
          const [end, middle] = [x(Math.max(0, part.value)), y + dy + high / 2];
          svg.append(
            s("rect", { x: left, y: y + dy, width: Math.max(0, end - left), height: high, fill: "var(--s1)", "fill-opacity": opacity }),
            s("line", { x1: x(Math.max(0, part.low)), x2: x(Math.max(0, part.high)), y1: middle, y2: middle, stroke: "var(--ink)", "stroke-width": 1.2 }),
          );
        };
        bar(input.total, 9, sobol ? 11 : 22, 0.35);
        bar(input.first, 21, 11, 0.9);
        stops.push({
          x: x(Math.max(0, input.total?.value ?? input.first?.value ?? 0)),
          y: y + row / 2,
          head: capital(input.title),
          lines: () => [
            { label: input.name },
            ...(sobol ? [{ label: "alone", value: told(input.first) }] : []),
            { label: sobol ? "with interactions" : "effect", value: told(input.total) },
          ],
        });
      });
      return { svg, stops, across: false, reach: 60 };
    },
    legend: () =>
      sobol
        ? [
            { label: "alone", colour: "var(--s1)", shape: "box" },
            { label: "with interactions", colour: "color-mix(in srgb, var(--s1) 35%, var(--paper))", shape: "box" },
          ]
        : [],
    table: () => ({
      header: ["input", "name", ...(sobol ? ["alone", "5 %", "95 %"] : []), sobol ? "with interactions" : "effect", "5 %", "95 %"],
      rows: inputs.map(({ title, name, first, total }) => {
        const cells = (part: Estimate | null) => (part ? [part.value, part.low, part.high] : ["noise", "", ""]);
        return [title, name, ...(sobol ? cells(first) : []), ...cells(total)];
      }),
    }),
    summary: () =>
      rows
        .slice(0, 3)
        .map(({ title, total }) => `${capital(title)}: ${told(total)}`)
        .join("; ") + ".",
  };
}
