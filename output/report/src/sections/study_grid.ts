// A quantity of a batch study over two factors, in panels by a third: means over all else.
import type { Study } from "../data";
import { enough, number } from "../format";

export interface GridChoice {
  quantity: number;
  across: number;
  down: number;
  /** Factor by which panels are told apart; -1: one panel. */
  panels: number;
}

export interface Cell {
  panel: number;
  across: number;
  down: number;
  mean: number;
  points: number;
}

/** The parts of a factor's range that are told apart: its levels, or so many equal parts. */
export interface Parts {
  labels: string[];
  /** Where equal parts begin and end, one more than labels; levels have none. */
  edges: string[];
  of(value: number): number;
}

const equalParts = 6;
const mostPanels = 6;

const digitsOf = (size: number) => (size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
/** A factor's number, with three digits. */
export const plain = (value: number) => String(Number(value.toFixed(digitsOf(Math.abs(value)))));

/** A value of a factor as people read it. */
export function valueText(study: Study, factor: number, value: number): string {
  const { levels, months } = study.factors[factor];
  if (levels.length > 0) return levels[value] ?? "";
  if (!months) return plain(value);
  const [year, month] = study.first_month.split("-").map(Number);
  const at = month - 1 + Math.round(value);
  return `${year + Math.floor(at / 12)}-${String((((at % 12) + 12) % 12) + 1).padStart(2, "0")}`;
}

export function rangeOf(study: Study, factor: number): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of study.points[factor]) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return [low, high];
}

export function partsOf(study: Study, factor: number): Parts {
  const { levels } = study.factors[factor];
  if (levels.length > 0) return { labels: levels, edges: [], of: (value) => value };
  const [low, high] = rangeOf(study, factor);
  const width = (high - low) / equalParts || 1;
  const digits = enough([width], 0);
  const edges = Array.from({ length: equalParts + 1 }, (_, at) => low + at * width).map((edge) =>
    study.factors[factor].months ? valueText(study, factor, edge) : number(edge, digits),
  );
  return {
    labels: edges.slice(1).map((edge, at) => `${edges[at]}–${edge}`),
    edges,
    of: (value) => Math.min(equalParts - 1, Math.max(0, Math.floor((value - low) / width))),
  };
}

export function cellsOf(study: Study, { quantity, across, down, panels }: GridChoice): Cell[] {
  const parts = [across, down].map((factor) => partsOf(study, factor));
  const panel = panels < 0 ? null : partsOf(study, panels);
  const sums = new Map<string, Cell>();
  study.quantities[quantity].values.forEach((value, point) => {
    if (value === null) return;
    const [x, y] = [across, down].map((factor, at) => parts[at].of(study.points[factor][point]));
    const in_panel = panel ? panel.of(study.points[panels][point]) : 0;
    const key = `${in_panel} ${x} ${y}`;
    const cell = sums.get(key) ?? { panel: in_panel, across: x, down: y, mean: 0, points: 0 };
    cell.mean = (cell.mean * cell.points + value) / (cell.points + 1);
    cell.points += 1;
    sums.set(key, cell);
  });
  return [...sums.values()];
}

const varied = (study: Study, factor: number) => new Set(study.points[factor]).size > 1;
const isDate = ({ months, levels }: Study["factors"][number]) => months || levels.some((level) => /^\d{4}-\d{2}$/.test(level));

/** Factors that can tell panels apart. */
export const panelFactors = (study: Study) =>
  study.factors.flatMap(({ levels }, at) => (levels.length > 1 && levels.length <= mostPanels && varied(study, at) ? [at] : []));

/** Those that move the quantity most, or those of a box, before the others; a date tells panels apart. */
export function firstGrid(study: Study): GridChoice | null {
  const known = study.factors.flatMap((_, at) => (varied(study, at) ? [at] : []));
  const strongest = study.causes.flatMap(({ quantity, inputs }) =>
    quantity === study.quantities[study.asked]?.title
      ? inputs.map(({ title }) => study.factors.findIndex((factor) => factor.title === title))
      : [],
  );
  const boxed = study.cases.flatMap(({ box }) => box?.sides.map(({ factor }) => factor) ?? []);
  const order = [...new Set([...strongest, ...boxed, ...known])].filter((factor) => known.includes(factor));
  if (order.length < 2) return null;
  const panels = order.length > 2 ? (panelFactors(study).find((factor) => isDate(study.factors[factor])) ?? -1) : -1;
  const [across, down] = order.filter((factor) => factor !== panels);
  return { quantity: study.asked, across, down, panels };
}
