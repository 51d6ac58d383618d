// Heat maps of a batch study: a quantity over two factors, a panel for each level of a third.
import type { ReportData } from "../data";
import type { Drawing, Figure, Size, Stop } from "../figure";
import { capital, differenceUnit, enough, number, signed } from "../format";
import { s } from "../html";
import { rowLabel, shortened, textWidth } from "../text";
import { cellsOf, partsOf, type GridChoice, type Parts } from "./study_grid";

const head = 22;
const row = 30;
const leastPanel = 230;
const tickSize = 10.5;
const nameSize = 11;
/** As strong as ink may be for the number on it to be read, in light and dark. */
const inkOf = (share: number) => 0.06 + 0.44 * share;

/** Texts of an axis and their places in parts: at the edges, as many as have room, or in the middle of levels. */
function ticks({ labels, edges }: Parts, step: number, room: (text: string) => number): [string, number][] {
  if (edges.length === 0) return labels.map((text, at) => [text, at + 0.5]);
  const every = Math.ceil(Math.max(...edges.map(room)) / step);
  return edges.map((text, at): [string, number] => [text, at]).filter(([, at]) => at % every === 0);
}

const tick = (text: string, x: number, y: number, anchor: string) =>
  s("text", { x, y, "font-size": tickSize, "text-anchor": anchor, fill: "var(--muted)" }, text);

export function heatFigure(data: ReportData, choice: GridChoice): Figure {
  const study = data.study!;
  const quantity = () => study.quantities[choice.quantity];
  const counts = () => quantity().counts_from ?? 0;
  const unit = () => (quantity().difference ? differenceUnit(quantity().unit) : quantity().unit);
  const title = (factor: number) => study.factors[factor].title;
  const parts = (factor: number) => partsOf(study, factor);
  const panelLabels = () => (choice.panels < 0 ? [""] : parts(choice.panels).labels);
  const layOut = (width: number) => {
    const left = Math.min(110, width * 0.2);
    const columns = Math.max(1, Math.min(panelLabels().length, Math.floor((width - left) / leastPanel)));
    const rows = Math.ceil(panelLabels().length / columns);
    const wide = (width - left) / columns;
    const name = rowLabel(`${title(choice.across)} →`, nameSize, wide - 16);
    const foot = 36 + 13 * name.length;
    return { left, columns, rows, wide, name, foot, high: head + parts(choice.down).labels.length * row + foot };
  };
  const write = (values: number[]) => {
    // Digits that tell the cells apart, not their common size.
    const digits = Math.max(enough(values, 0), Math.min(3, enough([Math.max(...values) - Math.min(...values)], 0)));
    return (value: number) => (quantity().difference ? signed(value, digits) : number(value, digits));
  };
  /** How strong the ink is, and of which colour; within what counts there is none. */
  const ink = (value: number, low: number, high: number): [string, number] => {
    if (!quantity().difference) return ["var(--s1)", inkOf((value - low) / (high - low || 1))];
    const most = Math.max(Math.abs(low), Math.abs(high)) || 1;
    if (Math.abs(value) < counts()) return ["var(--rule)", 0.5];
    return [value < 0 ? "var(--s2)" : "var(--s1)", inkOf(Math.abs(value) / most)];
  };

  function draw({ width }: Size): Drawing {
    const { left, columns, rows, high, wide, name, foot } = layOut(width);
    const cells = cellsOf(study, choice);
    const means = cells.map(({ mean }) => mean);
    const [low, most] = [Math.min(...means), Math.max(...means)];
    const told = write(means);
    const [xs, ys, labels] = [parts(choice.across).labels, parts(choice.down).labels, panelLabels()];
    const svg = s("svg", { width, height: rows * high, viewBox: `0 0 ${width} ${rows * high}`, fill: "currentColor" });
    const step = (wide - 16) / xs.length;
    const stops: Stop[] = [];
    labels.forEach((label, at) => {
      const x0 = left + (at % columns) * wide;
      const y0 = Math.floor(at / columns) * high;
      if (label) svg.append(s("text", { x: x0, y: y0 + 13, "font-size": 12, "font-weight": 700 }, shortened(`${title(choice.panels)}: ${label}`, 12, wide - 16, "bold")));
      const below = ticks(parts(choice.across), step, (text) => textWidth(text, tickSize) + 6);
      below.forEach(([text, x]) => svg.append(tick(shortened(text, tickSize, step - 4), x0 + x * step, y0 + high - foot + 17, "middle")));
      name.forEach((line, k) => svg.append(s("text", { x: x0, y: y0 + high - foot + 34 + 13 * k, "font-size": nameSize, fill: "var(--muted)" }, line)));
      if (at % columns === 0)
        ticks(parts(choice.down), row, () => tickSize).forEach(([text, y]) =>
          svg.append(tick(shortened(text, tickSize, left - 12), left - 8, y0 + head + (ys.length - y) * row + 4, "end")),
        );
      for (const cell of cells.filter(({ panel }) => panel === at)) {
        const [x, y] = [x0 + cell.across * step, y0 + head + (ys.length - 1 - cell.down) * row];
        const [fill, opacity] = ink(cell.mean, low, most);
        svg.append(
          s("rect", { x: x + 1, y: y + 1, width: Math.max(1, step - 2), height: row - 2, fill, "fill-opacity": opacity.toFixed(2) }),
          s("text", { x: x + step / 2, y: y + row / 2 + 4, "font-size": 11, "text-anchor": "middle" }, shortened(told(cell.mean), 11, step)),
        );
        stops.push({
          x: x + step / 2,
          y: y + row / 2,
          head: [label, `${title(choice.across)} ${xs[cell.across]}`, `${title(choice.down)} ${ys[cell.down]}`].filter(Boolean).join("; "),
          lines: () => [
            { label: quantity().title, value: `${told(cell.mean)} ${unit()}`.trim() },
            { label: "mean of points", value: String(cell.points) },
          ],
        });
      }
    });
    return { svg, stops, across: false };
  }

  return {
    id: "heat",
    words: () => ({
      title: capital(quantity().title),
      unit: [unit(), `upwards: ${title(choice.down)}; across: ${title(choice.across)}`].filter(Boolean).join("; "),
      meaning: "Each cell is the mean over the points of the design that lie in it, whatever the other factors are.",
      source: "",
    }),
    height: (width) => {
      const { rows, high } = layOut(width);
      return rows * high;
    },
    least: (width) => {
      const { rows, high } = layOut(width);
      return rows * high;
    },
    draw,
    legend: () =>
      quantity().difference
        ? ([
            ["more", "var(--s1)", (mean: number) => mean >= counts()],
            ["less", "var(--s2)", (mean: number) => mean <= -counts()],
            ["no change that matters", "var(--rule)", (mean: number) => Math.abs(mean) < counts()],
          ] as const).flatMap(([label, colour, of]) => (cellsOf(study, choice).some(({ mean }) => of(mean)) ? [{ label, colour, shape: "box" as const }] : []))
        : [],
    table: () => ({
      header: [...(choice.panels < 0 ? [] : [title(choice.panels)]), title(choice.across), title(choice.down), `mean (${unit() || "value"})`, "points"],
      rows: cellsOf(study, choice).map(({ panel, across, down, mean, points }) => [
        ...(choice.panels < 0 ? [] : [panelLabels()[panel]]),
        parts(choice.across).labels[across],
        parts(choice.down).labels[down],
        mean,
        points,
      ]),
    }),
    summary: () => {
      const cells = [...cellsOf(study, choice)].sort((a, b) => a.mean - b.mean);
      if (cells.length === 0) return "No point has it.";
      const told = write(cells.map(({ mean }) => mean));
      const where = ({ across, down, panel }: (typeof cells)[number]) =>
        [panelLabels()[panel], `${title(choice.across)} ${parts(choice.across).labels[across]}`, `${title(choice.down)} ${parts(choice.down).labels[down]}`].filter(Boolean).join(", ");
      return `Least, ${told(cells[0].mean)}: ${where(cells[0])}. Most, ${told(cells[cells.length - 1].mean)}: ${where(cells[cells.length - 1])}.`;
    },
  };
}
