// Hindcasts: what was foretold of each series from each origin, beside what the record then showed.
import type { HindcastFamily, ReportData } from "../data";
import { capital, monthName } from "../format";
import { frame } from "../frame";
import { h } from "../html";
import { hindcastFigure, hindcastKeys } from "./hindcast_fan";
import { legendRow } from "../legend";
import { section, type Section } from "./section";

/** As the program names the simple methods. */
const methods: Record<string, string> = {
  last: "the last figure stays",
  drift: "the mean step goes on, shrunk",
  damped: "the mean step goes on and fades",
  mix: "the mean of last figure, step and fading step",
};

const familyBlock = ({ name, simple, fans }: HindcastFamily, at: number) =>
  h(
    "details",
    { class: "family", open: at === 0 },
    h("summary", {}, h("h3", {}, capital(name)), ` ${fans.length} ${fans.length === 1 ? "picture" : "pictures"}; best simple method of these: ${methods[simple] ?? simple}`),
    h("div", { class: "grid" }, ...fans.map((fan) => frame(hindcastFigure(fan, name)).element)),
  );

export function hindcastsSection(data: ReportData): Section | null {
  const families = data.hindcasts ?? [];
  if (families.length === 0) return null;
  const origins = [...new Set(families.flatMap(({ fans }) => fans.map(({ origin }) => origin)))].sort().map(monthName);
  return section(
    "hindcasts",
    "Forecasts",
    "What was foretold, and what came",
    `Each picture is a series from one origin: ${origins.join(", ")}. Left of the dotted line is what was known.`,
    legendRow(hindcastKeys),
    ...families.map(familyBlock),
  );
}
