// Which policy makes the difference between two scenarios: a waterfall, and what the spread of the outcome comes from.
import * as Plot from "@observablehq/plot";
import type { Attribution, ReportData } from "../data";
import type { Figure } from "../figure";
import { capital, enough, monthName, number, percent, signed, words } from "../format";
import { frame } from "../frame";
import { h } from "../html";
import { at, plot, topAxis } from "../plot";
import { textWidth, wrapped } from "../text";
import { steps, type Step } from "./steps";
import { section, type Section } from "./section";

export const attributionId = (at: number) => (at === 0 ? "attribution" : `attribution-${at + 1}`);

export function attributionFigure(data: ReportData, index: number): Figure {
  const attribution = data.attribution[index];
  const chart = data.charts.find(({ id }) => id === attribution.chart);
  const all = steps(attribution);
  const error = ({ se, known }: Step) => (known ? number(se, digits) : "?");
  const digits = enough(
    all.map(({ se, value, known }) => (known ? se : value)),
    chart?.decimals ?? 1,
  );
  const scenario = (at: number) => words(data.scenarios[at]?.name ?? "");
  const colour = ({ total, value }: Step) => (total ? "var(--s0)" : value < 0 ? "var(--s2)" : "var(--s1)");
  return {
    id: attributionId(index),
    words: () => ({
      title: `${chart?.title ?? attribution.chart}: from ${scenario(attribution.from)} to ${scenario(attribution.to)}`,
      unit: `${chart?.unit ?? ""}, ${monthName(attribution.month)}, mean of ${attribution.runs} paired differences ± standard error; lines: two of it to each side`,
      meaning: `The parts sum to the total. ${attribution.exact ? "Every order in which the policies can be added was tried." : "Orders in which the policies can be added were sampled."} Thin line: two standard errors to each side.`,
      source: "",
    }),
    height: () => 40 + 32 * all.length,
    draw({ width, height }) {
      const left = Math.min(width * 0.36, 16 + Math.max(...all.map(({ label }) => textWidth(label, 12))));
      const lines = new Map(
        all.map(({ label }) => [
          label,
          wrapped(label, 11, left - 14)
            .slice(0, 2)
            .join("\n"),
        ]),
      );
      const told = (step: Step) => `${signed(step.value, digits)} ± ${error(step)}`;
      const ends = all.flatMap(({ from, to, se }) => [from, to - 2 * se, to + 2 * se]);
      const axis = topAxis(ends, width < 500 ? 3 : 5);
      const svg = plot({
        width,
        height,
        marginLeft: left,
        marginRight: 14 + Math.max(...all.map((step) => textWidth(told(step), 11, "700"))),
        marginTop: 24,
        marginBottom: 4,
        x: axis.x,
        y: {
          domain: all.map(({ label }) => label),
          padding: 0.3,
          label: null,
          tickSize: 0,
          tickFormat: (label: string) => lines.get(label) ?? label,
        },
        marks: [
          ...axis.marks,
          Plot.barX(all, { x1: "from", x2: "to", y: "label", fill: colour, fillOpacity: 0.85 }),
          Plot.ruleY(all, {
            x1: ({ to, se }: Step) => to - 2 * se,
            x2: ({ to, se }: Step) => to + 2 * se,
            y: "label",
            stroke: "var(--ink)",
            strokeWidth: 1.3,
          }),
          Plot.ruleX([0], { stroke: "var(--ink)" }),
          ...[true, false].map((total) =>
            Plot.text(
              all.filter((step) => step.total === total),
              {
                x: ({ from, to, se }: Step) => Math.max(from, to + 2 * se),
                y: "label",
                dx: 6,
                textAnchor: "start",
                text: told,
                fontWeight: total ? 700 : 400,
                fill: "var(--ink)",
              },
            ),
          ),
        ],
      });
      const stops = all.map((step) => ({
        x: at(svg, "x", step.to),
        y: at(svg, "y", step.label) + svg.scale("y")!.bandwidth! / 2,
        head: capital(step.label),
        lines: () => [
          { label: step.total ? "total" : "part", value: signed(step.value, digits) },
          { label: "standard error", value: step.known ? error(step) : "too few runs to tell" },
          ...(step.text ? [{ label: "what it is", value: step.text }] : []),
        ],
      }));
      return { svg, stops, across: false, reach: 60 };
    },
    legend: () => [
      { label: "adds", colour: "var(--s1)", shape: "box" },
      { label: "takes away", colour: "var(--s2)", shape: "box" },
      { label: "total", colour: "var(--s0)", shape: "box" },
    ],
    table: () => ({ header: ["part", "value", "standard_error", "what"], rows: all.map(({ label, value, se, known, text }) => [label, value, known ? se : null, text]) }),
    summary: () => all.map(({ label, value }) => `${label} ${signed(value, digits)}`).join("; ") + ".",
  };
}

function spreadBar({ spread }: Attribution): HTMLElement {
  const all: [string, number | null, string][] = [
    ["policy", spread.policy, "a"],
    ["parameters", spread.parameters, "b"],
    ["random variation", spread.random, "c"],
  ];
  const parts = all.flatMap(([name, share, kind]): [string, number, string][] => (share === null ? [] : [[name, share, kind]]));
  if (parts.length < all.length)
    return h("p", { class: "unit" }, "What the spread of the outcome comes from is not told: too few runs or parameter sets.");
  return h(
    "div",
    { class: "spread" },
    h("p", { class: "unit" }, "What the spread of the outcome comes from"),
    h(
      "div",
      { class: "split" },
      ...parts.map(([name, share, kind]) =>
        h("span", { class: kind, style: `flex-grow:${Math.max(share, 0.001)}`, title: `${name} ${percent(share)}` }),
      ),
    ),
    h(
      "p",
      { class: "split-words" },
      ...parts.map(([name, share, kind]) => h("span", {}, h("i", { class: kind }), `${name} ${percent(share)}`)),
    ),
  );
}

function nothingToShare(data: ReportData, { chart, from, to }: Attribution): string {
  const title = data.charts.find(({ id }) => id === chart)?.title ?? chart;
  const name = (at: number) => words(data.scenarios[at]?.name ?? "");
  return `${title}, from ${name(from)} to ${name(to)}: no change that matters, as a whole or by any of its parts.`;
}

export function attributionSection(data: ReportData): Section | null {
  if (data.attribution.length === 0) return null;
  return section(
    "parts",
    "Parts",
    "Which policy does it",
    "The difference between two scenarios, shared out among the policies in which they differ.",
    h(
      "div",
      { class: "grid large" },
      ...data.attribution.map((attribution, at) => {
        if (attribution.negligible) return h("p", {}, nothingToShare(data, attribution));
        const { element } = frame(attributionFigure(data, at), { legend: true });
        return h("div", {}, element, spreadBar(attribution));
      }),
    ),
  );
}
