// Numbers, months and verdicts as the page writes them.
import type { Verdict } from "./data";

const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

// The same rules as engine/measure/display.cpp: numbers come in units without a prefix, and whoever writes one chooses it.
const scales: [number, number, string][] = [
  [1e12, 1e12, " tn"],
  [1e9, 1e9, " bn"],
  [1e6, 1e6, " M"],
  [1e4, 1e3, " k"],
];

/** What a number of this size is divided by, and what says so. */
function prefixOf(size: number): [number, string] {
  const found = scales.find(([least]) => size >= 0.9995 * least);
  return found ? [found[1], found[2]] : [1, ""];
}

function written(value: number, scale: number, digits: number): string {
  const text = (Math.abs(value) / scale).toFixed(digits);
  return (value < 0 && Number(text) !== 0 ? "−" : "") + text;
}

/** Decimals that leave two significant digits. */
function twoDigits(size: number): number {
  let digits = 0;
  for (let shown = size; size > 0 && shown < 9.95 && digits < 6; shown *= 10) ++digits;
  return digits;
}

/** 1234567 → "1.2 M"; numbers below ten thousand keep the wanted decimals. */
export function number(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const [scale, suffix] = prefixOf(size);
  return written(value, scale, scale === 1 ? decimals : size / scale < 99.95 ? 1 : 0) + suffix;
}

/** Decimals that leave the largest of the values two significant digits: a small difference is not rounded away. */
export function enough(values: number[], decimals: number): number {
  const largest = Math.max(...values.map(Math.abs).filter(Number.isFinite), 0);
  return largest === 0 ? decimals : Math.max(decimals, twoDigits(largest));
}

/** A difference: with a prefix it has two significant digits, else the wanted decimals. */
export function signed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return "–";
  const [scale, suffix] = prefixOf(Math.abs(value));
  const text = written(value, scale, scale === 1 ? decimals : twoDigits(Math.abs(value) / scale));
  return value > 0 && Number(text) !== 0 ? `+${text}${suffix}` : text + suffix;
}

/** A difference with its two significant digits. */
export const change = (value: number) => signed(value, enough([value], 0));

/** The differences of one metric, told by their own two digits: of the median, unless the bounds are far larger. */
export const changeDigits = (low: number, median: number, high: number) =>
  enough([Math.max(Math.abs(median), Math.max(Math.abs(low), Math.abs(high)) / 10)], 0);

/** Writes the ticks of an axis: one prefix for all, unless they lie orders apart, and no more decimals than they need. */
export function tickWriter(ticks: number[], sign = false): (tick: number) => string {
  const sizes = ticks.map(Math.abs).filter((size) => size > 0);
  if (Math.max(...sizes) > 300 * Math.min(...sizes)) return (tick) => tickWriter([tick], sign)(tick);
  const [scale, suffix] = prefixOf(Math.max(0, ...sizes));
  const whole = (digits: number) =>
    ticks.every((tick) => Math.abs((tick / scale) * 10 ** digits - Math.round((tick / scale) * 10 ** digits)) < 1e-6);
  const digits = [0, 1, 2, 3, 4, 5].find(whole) ?? 6;
  return (tick) => {
    const text = written(tick, scale, digits);
    return Number(text) === 0 ? text : (sign && tick > 0 ? "+" : "") + text + suffix;
  };
}

/** What stands beside differences of numbers of a unit. */
export const differenceUnit = (unit: string) => (unit === "%" ? "points" : unit);

/** A probability in per cent; never 0 or 100 unless it is. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 0 && share > 0) return "< 1 %";
  if (rounded === 100 && share < 1) return "> 99 %";
  return `${rounded} %`;
}

export function range(low: number, high: number, decimals: number, write = number): string {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return `${write(low, decimals)} to ${write(high, decimals)}`;
  const [scale, suffix] = prefixOf(Math.max(Math.abs(low), Math.abs(high)));
  if (scale === 1) return `${write(low, decimals)} to ${write(high, decimals)}`;
  const digits = Math.max(Math.abs(low), Math.abs(high)) / scale < 9.95 ? 1 : 0;
  const text = (value: number) => (write === signed && value > 0 ? "+" : "") + written(value, scale, digits);
  return `${text(low)} to ${text(high)}${suffix}`;
}

/** A sentence of the program, as it is typeset: a true minus, and no line that ends between a number and its per cent. */
export const typeset = (sentence: string) => sentence.replace(/(?<![\w-])-(?=\d)/g, "−").replace(/(?<=\d) %/g, "\u00a0%");

/** "2027-03" → "March 2027" */
export function monthName(month: string): string {
  const [year, at] = month.split("-");
  return `${monthNames[Number(at) - 1] ?? ""} ${year}`.trim();
}

/** "2027-03" → "Mar 2027" */
export function monthShort(month: string): string {
  const [name, year] = monthName(month).split(" ");
  return `${name.slice(0, 3)} ${year}`;
}

/** The middle of the month. */
export function monthDate(month: string): Date {
  const [year, at] = month.split("-").map(Number);
  return new Date(Date.UTC(year, at - 1, 15));
}

/** The instant at which the month is over. */
export function monthEnd(month: string): Date {
  const [year, at] = month.split("-").map(Number);
  return new Date(Date.UTC(year, at, 1));
}

const initials = new Set(["ai", "b30a", "cn", "duv", "eda", "eu", "euv", "h20", "h200", "hbm", "tpp", "us"]);
const proper = new Set(["american", "china", "chinese", "europe", "huawei", "taiwan"]);

/** "cn_closes_open_weights_2027" → "CN closes open weights 2027" */
export function words(name: string): string {
  return name
    .split("_")
    .map((word) => (initials.has(word) ? word.toUpperCase() : proper.has(word) ? capital(word) : word))
    .join(" ");
}

/** For the beginning of a heading or a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** How sure the direction of a difference is, and which. */
export function verdictMark(verdict: Verdict, median: number): string {
  if (verdict === "same") return "=";
  if (verdict === "negligible") return "≈";
  if (verdict === "undetermined") return "◇";
  return verdict === "certain" ? (median < 0 ? "▼" : "▲") : median < 0 ? "▽" : "△";
}
