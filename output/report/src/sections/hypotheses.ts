// What people claim, judged component by component: the number, the threshold, the odds, the verdict.
import type { ReportData } from "../data";
import { saveCsv, type Table } from "../download";
import { enough, number, percent, range } from "../format";
import { frame } from "../frame";
import { h } from "../html";
import { scrollBox } from "../table";
import { courseFigure, type Component } from "./course";
import { section, type Section } from "./section";

function oddsBar(probability: number): HTMLElement {
  return h(
    "span",
    { class: "bar-odds", role: "img", "aria-label": `in ${percent(probability)} of runs` },
    h("span", { class: "filled", style: `width:${100 * probability}%` }),
    h("span", { class: "at20" }),
    h("span", { class: "at80" }),
  );
}

function row(component: Component): HTMLElement {
  const digits = enough([component.low, component.median, component.high], 1);
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, component.name),
    h("td", { class: "number" }, `${component.claimed} ${number(component.threshold, enough([component.threshold], 0))}`),
    h(
      "td",
      { class: "number" },
      h("b", {}, number(component.median, digits)),
      h("span", { class: "band" }, range(component.low, component.high, digits)),
    ),
    h("td", {}, component.unit),
    h("td", { class: "odds" }, oddsBar(component.probability), percent(component.probability)),
    h(
      "td",
      { class: `answer ${component.verdict === "yes" || component.verdict === "no" ? component.verdict : "undetermined"}` },
      component.verdict,
      component.reason ? h("small", {}, ` (${component.reason})`) : null,
    ),
  );
}

/** Its fan over time; one that has no time before its month has none. */
const course = (claim: string, component: Component, at: number) =>
  component.course.months.length < 3 ? [] : [frame(courseFigure(`course-${claim}-${at + 1}`, component)).element];

export function hypothesesTable(data: ReportData): Table {
  return {
    header: ["hypothesis", "claim", "component", "p05", "p50", "p95", "unit", "claimed", "threshold", "probability", "verdict"],
    rows: data.hypotheses.flatMap(({ name, claim, components }) =>
      components.map((part) => [
        name,
        claim,
        part.name,
        part.low,
        part.median,
        part.high,
        part.unit,
        part.claimed,
        part.threshold,
        part.probability,
        part.verdict,
      ]),
    ),
  };
}

export function hypothesesSection(data: ReportData): Section | null {
  if (data.hypotheses.length === 0) return null;
  const heads = ["What must hold", "Claimed", "Found (90 %)", "Unit", "Share of runs", "Verdict"];
  return section(
    "hypotheses",
    "Claims",
    "What people claim",
    "A claim is split into numbers, each judged by itself: yes if at least 80 % of the runs are on the claimed side, no if at most 20 % are, and no change that matters if 80 % differ by less than counts. The bar has a mark at both.",
    h(
      "div",
      { class: "controls" },
      h("button", { type: "button", class: "file", onclick: () => saveCsv("hypotheses", hypothesesTable(data)) }, "CSV"),
    ),
    ...data.hypotheses.map(({ name, claim, source, verdict, components }) =>
      h(
        "details",
        { class: "claim", id: `claim-${name}` },
        h("summary", {}, h("span", {}, claim), verdict ? h("b", {}, verdict) : null),
        h("p", { class: "source" }, source),
        scrollBox(
          claim,
          h(
            "table",
            {},
            h(
              "thead",
              {},
              h(
                "tr",
                {},
                ...heads.map((text, at) => h("th", { scope: "col", class: at === 1 || at === 2 ? "number" : "" }, text)),
              ),
            ),
            h("tbody", {}, ...components.map(row)),
          ),
        ),
        h("div", { class: "grid courses" }, ...components.flatMap((component, at) => course(name, component, at))),
      ),
    ),
  );
}
