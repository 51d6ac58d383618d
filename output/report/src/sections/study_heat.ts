// Heat maps of a batch study: a quantity over two factors, a panel for each level of a third.
import type { ReportData } from "../data";
import type { Drawing, Figure, Size, Stop } from "../figure";
import { capital, differenceUnit, enough, number, signed } from "../format";
import { s } from "../html";
import { shortened, wrapped } from "../text";
import { cellsOf, partsOf, type GridChoice } from "./study_grid";

const head = 22;
const foot = 44;
const row = 30;
const leastPanel = 230;

export function heatFigure(data: ReportData, choice: GridChoice): Figure {
  const study = data.study!;
  const quantity = () => study.quantities[choice.quantity];
  const unit = () => (quantity().difference ? differenceUnit(quantity().unit) : quantity().unit);
  const title = (factor: number) => study.factors[factor].title;
  const parts = (factor: number) => partsOf(study, factor);
  const panelLabels = () => (choice.panels < 0 ? [""] : parts(choice.panels).labels);
  const layOut = (width: number) => {
    const left = Math.min(110, width * 0.2);
    const columns = Math.max(1, Math.min(panelLabels().length, Math.floor((width - left) / leastPanel)));
    const rows = Math.ceil(panelLabels().length / columns);
    const high = head + parts(choice.down).labels.length * row + foot;
    return { left, columns, rows, high, wide: (width - left) / columns };
  };
  const write = (values: number[]) => {
    // Digits that tell the cells apart, not their common size.
    const digits = Math.max(enough(values, 0), Math.min(3, enough([Math.max(...values) - Math.min(...values)], 0)));
    return (value: number) => (quantity().difference ? signed(value, digits) : number(value, digits));
  };
  /** How strong the ink is, and of which colour; within what counts there is none. */
  const ink = (value: number, low: number, high: number): [string, number] => {
    if (!quantity().difference) return ["var(--s1)", 0.08 + 0.72 * ((value - low) / (high - low || 1))];
    const most = Math.max(Math.abs(low), Math.abs(high)) || 1;
    if (Math.abs(value) < (quantity().counts_from ?? 0)) return ["var(--rule)", 0.5];
    return [value < 0 ? "var(--s2)" : "var(--s1)", 0.1 + 0.7 * (Math.abs(value) / most)];
  };

  function draw({ width }: Size): Drawing {
    const { left, columns, rows, high, wide } = layOut(width);
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
      xs.forEach((text, x) =>
        svg.append(s("text", { x: x0 + (x + 0.5) * step, y: y0 + high - foot + 14, "font-size": 10.5, "text-anchor": "middle", fill: "var(--muted)" }, shortened(text, 10.5, step - 4))),
      );
      svg.append(s("text", { x: x0, y: y0 + high - foot + 30, "font-size": 11, fill: "var(--muted)" }, shortened(`${title(choice.across)} →`, 11, wide - 16)));
      if (at % columns === 0)
        ys.forEach((text, y) =>
          svg.append(s("text", { x: left - 8, y: y0 + head + (ys.length - 1 - y) * row + row / 2 + 4, "font-size": 10.5, "text-anchor": "end", fill: "var(--muted)" }, shortened(text, 10.5, left - 12))),
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
      meaning: "Each cell is the mean over the points of the design that lie in it, whatever the other factors are. Grey: less than counts.",
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
        ? [
            ...([["more", "var(--s1)", 1], ["less", "var(--s2)", -1]] as const).flatMap(([label, colour, sign]) =>
              cellsOf(study, choice).some(({ mean }) => mean * sign > (quantity().counts_from ?? 0)) ? [{ label, colour, shape: "box" as const }] : [],
            ),
          ]
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

/** Lines of a label at the left of a row. */
export const rowLabel = (text: string, size: number, room: number): string[] => {
  const lines = wrapped(text, size, room);
  return lines.length <= 2 ? lines : [lines[0], shortened(lines.slice(1).join(" "), size, room)];
};
