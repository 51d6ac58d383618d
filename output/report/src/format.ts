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

const scales: [number, string][] = [
  [1e12, " tn"],
  [1e9, " bn"],
  [1e6, " m"],
  [1e3, "k"],
];

/** 1234567 → "1.2 m"; numbers below ten thousand keep the wanted decimals. */
export function number(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const [scale, suffix] = scales.find(([least]) => size >= Math.max(least, 1e4)) ?? [1, ""];
  const digits = scale === 1 ? decimals : size / scale < 9.95 ? 1 : 0;
  const text = (size / scale).toFixed(digits);
  const shown = scale === 1 ? text.replace(/\B(?=(\d{3})+(?!\d)(?<!\.\d*))/g, ",") : text;
  return (value < 0 && Number(text) !== 0 ? "−" : "") + shown + suffix;
}

/** Decimals that leave the largest of the values two significant digits: a small difference is not rounded away. */
export function enough(values: number[], decimals: number): number {
  const largest = Math.max(...values.map(Math.abs).filter(Number.isFinite), 0);
  return largest === 0 ? decimals : Math.min(6, Math.max(decimals, Math.ceil(1 - Math.log10(largest) - 1e-9)));
}

export function signed(value: number, decimals: number): string {
  const text = number(value, decimals);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** A probability in per cent; never 0 or 100 unless it is. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 0 && share > 0) return "< 1 %";
  if (rounded === 100 && share < 1) return "> 99 %";
  return `${rounded} %`;
}

export function range(low: number, high: number, decimals: number, write = number): string {
  return `${write(low, decimals)} to ${write(high, decimals)}`;
}

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
