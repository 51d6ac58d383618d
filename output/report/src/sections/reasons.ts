// Why: one pair of runs followed from the measure back to the rules that make the difference.
import type { Reason, ReasonStep, ReportData } from "../data";
import { capital, change, enough, monthShort, number, words } from "../format";
import { h } from "../html";
import { section, type Section } from "./section";

/** As many digits as tell the two apart. */
const level = (value: number, other: number) => number(value, Math.min(3, enough([value - other], 0)));

function stepItem({ quantity, whom, month, unit, from, to, parts, measures }: ReasonStep, data: ReportData): HTMLElement {
  const through = parts.map(({ what, effect }) => `${what} ${change(effect)}`).join("; ");
  const rules = (here: boolean) => measures.filter((measure) => measure.here === here).map(({ text }) => text);
  const told = (texts: string[], where: string) =>
    texts.length === 0 ? null : h("p", { class: "measures" }, h("b", {}, `Closed by rules ${where}: `), texts.join("; "), ".");
  return h(
    "li",
    {},
    h(
      "p",
      {},
      h("b", {}, `${capital(quantity)}, ${whom}`),
      h("span", { class: "when" }, monthShort(month)),
      `${level(from, to)} → ${level(to, from)} ${unit}`,
      h("b", { class: "by" }, change(to - from)),
    ),
    through === "" ? null : h("small", {}, `through ${through}`),
    told(rules(true), "that the scenario has"),
    told(rules(false), `of ${words(data.scenarios[data.baseline ?? 0].name)} alone`),
  );
}

const chain = (data: ReportData, { steps, replicate }: Reason) => [
  h("ol", { class: "reasons" }, ...steps.map((step) => stepItem(step, data))),
  h("p", { class: "source" }, `Of the pair of runs whose difference is nearest to the median, replicate ${replicate}; each step follows the largest part.`),
];

export function reasonsSection(data: ReportData): Section | null {
  const reasons = (data.reasons ?? []).filter(({ steps }) => steps.length > 0);
  if (reasons.length === 0) return null;
  return section(
    "reasons",
    "Why",
    "Why it comes out so",
    `From the measure back to what changed: in ${words(data.scenarios[data.baseline ?? 0].name)} → in the scenario, and the difference.`,
    ...(reasons.length === 1
      ? chain(data, reasons[0])
      : reasons.map((reason, at) =>
          h("details", { class: "claim", open: at === 0 }, h("summary", {}, h("span", {}, capital(words(data.scenarios[reason.scenario].name)))), ...chain(data, reason)),
        )),
  );
}
