// The answer: the question, what the runs say of it, how sure that is, and what it hinges on.
import type { Answer, PolicyAnswer, ReportData } from "../data";
import { capital, monthName, typeset, words } from "../format";
import { h } from "../html";

/** Terms of the glossary in a text become buttons that tell their meaning. */
export function explained(said: string, answer: Answer | undefined): (Node | string)[] {
  const text = typeset(said);
  const known = (answer?.glossary ?? []).filter(({ term }) => /^[A-Z]{3}|H100e|OOM|rungs|log FLOP/.test(term));
  const found = known.map((entry) => ({ ...entry, at: text.indexOf(entry.term) })).filter(({ at }) => at >= 0);
  found.sort((a, b) => a.at - b.at);
  const first = found[0];
  if (!first) return [text];
  const end = first.at + first.term.length;
  return [text.slice(0, first.at), termButton(first.term, first.meaning), text.slice(end)];
}

function termButton(term: string, meaning: string): HTMLElement {
  const told = h("span", { class: "meant", hidden: true }, ` (${meaning})`);
  const button = h(
    "button",
    {
      type: "button",
      class: "term",
      "aria-expanded": "false",
      onclick: () => {
        told.hidden = !told.hidden;
        button.setAttribute("aria-expanded", String(!told.hidden));
      },
    },
    term,
  );
  return h("span", {}, button, told);
}

export const policyName = (data: ReportData, { scenarios }: PolicyAnswer) =>
  scenarios.map((scenario) => words(data.scenarios[scenario].name)).join(" and ");

/** The question of one policy, or what several do; else the title. */
export function answerTitle(data: ReportData): string {
  const { answer } = data;
  return (answer && (answer.question || answer.options)) || capital(data.title);
}

/** What is said of one scenario among several. */
export function answerOf(data: ReportData, scenario: number): HTMLElement | null {
  const policy = data.answer?.policies.find(({ scenarios }) => scenarios.includes(scenario));
  if (!policy || data.answer!.policies.length < 2) return null;
  return h("div", {}, verdicts(policy), h("p", {}, typeset(policy.difference)), policy.hinges.sentence ? h("p", {}, policy.hinges.sentence) : null);
}

function verdicts(policy: PolicyAnswer): HTMLElement | null {
  if (policy.claims.length === 0) return null;
  return h(
    "ul",
    { class: "verdicts" },
    ...policy.claims.map(({ claim, verdict }) => h("li", {}, `“${claim}”: `, h("b", {}, verdict), ".")),
  );
}

/** Below the title: verdict, difference, scale, what it hinges on. */
export function answerBlock(data: ReportData): HTMLElement | null {
  const { answer } = data;
  if (!answer) {
    const said = data.study?.answer ?? [data.headline];
    return h("div", { class: "answer-block" }, ...said.filter(Boolean).map((text, at) => h("p", at === 0 ? { class: "headline" } : {}, typeset(text))));
  }
  const one = answer.policies.length === 1 ? answer.policies[0] : null;
  const lead = one ? one.difference : answer.options === answerTitle(data) ? "" : answer.options;
  return h(
    "div",
    { class: "answer-block" },
    one ? verdicts(one) : null,
    lead ? h("p", { class: "headline" }, ...explained(lead, answer)) : null,
    one && one.hinges.sentence ? h("p", {}, h("b", {}, "What decides it. "), one.hinges.sentence) : null,
    answer.scale ? h("p", { class: "scale" }, answer.scale) : null,
    one && one.no_clear_change ? h("p", { class: "scale" }, `${capital(one.no_clear_change)}.`) : null,
  );
}

export function answerLine(data: ReportData): string {
  const { answer, scenarios, provenance } = data;
  const paired = scenarios.length > 1;
  const against = paired && data.baseline !== null ? `compared with ${words(scenarios[data.baseline].name)} · ` : "";
  const name = answer && answer.policies.length === 1 ? `${policyName(data, answer.policies[0])} · ` : "";
  const month = answer ? ` · ${monthName(answer.month)}` : "";
  return `${name}${against}${provenance.replicates} ${paired ? "paired runs" : "runs"}${paired && scenarios.length > 2 ? " each" : ""}${month}`;
}
