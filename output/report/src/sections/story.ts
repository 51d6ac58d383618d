// How the answer comes about over time: the paired difference, with the events that differ, beside the levels of both.
import type { Chart, ReportData, TimelineEntry } from "../data";
import { drawFan } from "../fan";
import type { Figure } from "../figure";
import { differenceUnit, monthShort, words } from "../format";
import { frame, type Frame } from "../frame";
import { h, select } from "../html";
import { scenarioColour } from "../palette";
import type { Store, View } from "../store";
import { askedScenario } from "../store";
import { chartFigure, scenarioKey } from "./charts";
import { section, type Section } from "./section";

const most = 5;
const begins = new Set(["from", "strikes", "triggered"]);

/** What stands in one of the two calendars alone: the first of each type of measure. */
export function differingEvents(data: ReportData, scenario: number, from: string): TimelineEntry[] {
  const base = data.baseline ?? 0;
  const seen = new Set<string>();
  return data.timeline
    .filter(({ scenarios, what, month, type, kind }) => {
      if (scenarios[base] === scenarios[scenario] || !begins.has(what) || kind === "fact" || month < from || seen.has(type))
        return false;
      seen.add(type);
      return true;
    })
    .slice(0, most);
}

function figureOf(data: ReportData, chart: Chart, store: Store, choice: { scenario: number }, kind: View["kind"]): Figure {
  const base = data.baseline ?? 0;
  const view = (): View => ({
    ...store.view,
    kind,
    focus: choice.scenario,
    event: null,
    shown: data.scenarios.map((_, at) => at === choice.scenario || (kind === "levels" && at === base)),
  });
  const marked = () => differingEvents(data, choice.scenario, store.view.from).map(({ month }) => month);
  const plain = () => chartFigure(data, chart, { view: view() } as Store, true);
  const name = (at: number) => words(data.scenarios[at].name);
  return {
    id: `story-${kind}`,
    words: () => ({
      ...plain().words(),
      title: kind === "levels" ? `${chart.title}: both` : `${chart.title}: what ${name(choice.scenario)} changes`,
      unit: kind === "levels" ? chart.unit : `${differenceUnit(chart.unit)}, against ${name(base)}, run by run`,
    }),
    height: (width) => Math.round(Math.max(260, Math.min(400, width * 0.6))),
    draw: (size) =>
      drawFan(data, chart, size, {
        view: view(),
        logarithmic: false,
        names: size.width >= 520 && !size.alone,
        all: true,
        marked: kind === "differences" ? marked() : [],
      }),
    legend: () =>
      kind === "levels"
        ? [base, choice.scenario].flatMap((at) => [
            scenarioKey(data, at),
            { label: `90 % and 50 % of runs, ${name(at)}`, colour: scenarioColour(at), shape: "band" as const },
          ])
        : plain().legend(),
    table: () => plain().table(),
    summary: () => plain().summary(),
  };
}

export function storySection(data: ReportData, store: Store): Section | null {
  if (!data.answer || data.baseline === null || data.charts.length === 0) return null;
  const chart = data.charts[0];
  const options = data.answer.policies.filter(({ same_as_baseline: same }) => !same).map(({ scenarios }) => scenarios[0]);
  const told = options.filter((scenario) => chart.differences[scenario]);
  if (told.length === 0) return null;
  const choice = { scenario: told.includes(askedScenario(data)) ? askedScenario(data) : told[0] };
  const frames: Frame[] = (["differences", "levels"] as const).map((kind) =>
    frame(figureOf(data, chart, store, choice, kind), { legend: true, large: true }),
  );
  const events = h("ol", { class: "marked" });
  const fill = () => {
    events.replaceChildren(
      ...differingEvents(data, choice.scenario, store.view.from).map(({ month, text, scenarios }) =>
        h(
          "li",
          {},
          h("b", {}, monthShort(month)),
          ` ${text}`,
          h("small", {}, ` (only under ${words(data.scenarios[scenarios[choice.scenario] ? choice.scenario : (data.baseline ?? 0)].name)})`),
        ),
      ),
    );
  };
  fill();
  store.onChange(() => frames.forEach(({ redraw }) => redraw()));
  const pick =
    told.length < 2
      ? null
      : select(
          "Policy",
          told.map((scenario) => words(data.scenarios[scenario].name)),
          told.indexOf(choice.scenario),
          (at) => {
            choice.scenario = told[at];
            fill();
            frames.forEach(({ redraw }) => redraw());
          },
        );
  return section(
    "story",
    "Over time",
    "How it comes about over time",
    "The same random numbers under both, so that the difference is the policy's. Numbers mark what differs in the rules.",
    pick ? h("div", { class: "controls" }, pick) : null,
    h("div", { class: "grid large" }, ...frames.map(({ element }) => element)),
    events,
  );
}
