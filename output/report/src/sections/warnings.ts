// What a reader should know before the charts: events without effect, runs that go on beyond what was judged.
import type { ReportData, Warning } from "../data";
import { h } from "../html";

const shownAtOnce = 5;

function line(data: ReportData, { scenario, event, text, place }: Warning): HTMLElement {
  return h(
    "li",
    {},
    data.scenarios.length > 1 ? `${data.scenarios[scenario].name}: ` : null,
    event ? h("code", {}, event) : null,
    event ? " " : null,
    text,
    place ? h("small", {}, ` ${place}`) : null,
  );
}

/** A small block, or null if there is nothing to tell. Remarks on inherited events come last. */
export function warnings(data: ReportData): HTMLElement | null {
  const all = data.warnings ?? [];
  if (all.length === 0) return null;
  const told = [...all.filter(({ event }) => event), ...all.filter(({ event }) => !event)];
  const rest = told.slice(shownAtOnce);
  return h(
    "aside",
    { class: "warnings", "aria-label": "Warnings" },
    h("strong", {}, "Before you read on"),
    h("ul", {}, ...told.slice(0, shownAtOnce).map((warning) => line(data, warning))),
    rest.length === 0
      ? null
      : h(
          "details",
          {},
          h("summary", {}, `${rest.length} more`),
          h("ul", {}, ...rest.map((warning) => line(data, warning))),
        ),
  );
}
