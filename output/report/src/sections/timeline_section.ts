// The calendar with its list: an entry that is chosen stands as a line in every chart and tells its whole text.
import type { ReportData, TimelineEntry } from "../data";
import { monthShort } from "../format";
import { frame } from "../frame";
import { h, select } from "../html";
import type { Store } from "../store";
import { section, type Section } from "./section";
import { markColour, oddsWords, onlyIn, timelineFigure } from "./timeline";

function details(data: ReportData, id: string | null): HTMLElement[] {
  const entries = data.timeline.filter((entry) => entry.id === id);
  if (entries.length === 0)
    return [h("p", { class: "unit" }, "Choose an event, in the drawing or in the list: it is then marked in every chart.")];
  const { text, kind, type, targets, touches, source } = entries[0];
  const only = onlyIn(entries[0]);
  const fact = (name: string, value: string) => (value ? [h("dt", {}, name), h("dd", {}, value)] : []);
  return [
    h("h3", {}, text),
    h(
      "dl",
      { class: "facts" },
      ...fact("When", entries.map(({ month, what }) => `${what} ${monthShort(month)}`).join(", ")),
      ...fact("Kind", `${kind}, ${type.replace(/_/g, " ")}`),
      ...fact("Against", targets.join(", ")),
      ...fact("Touches", touches),
      ...fact("Scenarios", only),
      ...fact("Odds", oddsWords(data, entries[0])),
      ...fact("Source", source),
    ),
  ];
}

/** The whole calendar: folded away where what differs is told above it. */
function folded(away: boolean, ...content: (Node | null)[]): HTMLElement {
  if (!away) return h("div", {}, ...content);
  return h("details", { class: "whole" }, h("summary", {}, "The whole calendar"), ...content);
}

export function timelineSection(data: ReportData, store: Store): Section | null {
  if (data.timeline.length === 0) return null;
  const choice = { chart: data.charts.find(({ main }) => main) ?? data.charts[0] ?? null };
  const drawn = frame(timelineFigure(data, store, choice), { legend: true, leastWidth: 640 });
  const told = h("div", { class: "event", "aria-live": "polite" }, ...details(data, null));
  const line = (entry: TimelineEntry) => {
    const button = h(
      "button",
      {
        type: "button",
        "data-event": entry.id,
        "aria-pressed": "false",
        onclick: () => store.change({ event: store.view.event === entry.id ? null : entry.id }),
      },
      h("span", { class: "when" }, monthShort(entry.month)),
      h("span", { class: "dot", style: `background:${markColour(entry.kind)}` }),
      h("span", {}, `${entry.what}: ${entry.text}`, onlyIn(entry) ? h("small", {}, ` [${onlyIn(entry)}]`) : null),
    );
    return h("li", {}, button);
  };
  const differs = ({ scenarios }: TimelineEntry) => scenarios.some((stands) => stands !== scenarios[0]);
  const apart = data.timeline.filter((entry) => differs(entry) && entry.kind !== "fact");
  const list = h("ol", { class: "events" }, ...(apart.length > 0 ? apart : data.timeline).map(line));
  store.onChange((view) => {
    drawn.redraw();
    told.replaceChildren(...details(data, view.event));
    list
      .querySelectorAll("button")
      .forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.event === view.event)));
  });
  const pick =
    data.charts.length < 2
      ? null
      : select(
          "Chart above",
          data.charts.map(({ title }) => title),
          data.charts.indexOf(choice.chart!),
          (at) => {
            choice.chart = data.charts[at];
            drawn.redraw();
          },
        );
  return section(
    "calendar",
    "Events",
    apart.length > 0 ? "Rules that differ" : "What happens when",
    apart.length > 0
      ? "What stands in the calendar of one scenario and not in that of another. The whole calendar is below."
      : "Rules, answers and shocks on the same time axis as the charts.",
    h(
      "div",
      { class: "beside" },
      h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Events" }, list),
      told,
    ),
    folded(apart.length > 0, pick ? h("div", { class: "controls" }, pick) : null, drawn.element),
  );
}
