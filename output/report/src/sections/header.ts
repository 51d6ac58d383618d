// Title, headline, notes; the bar with the way through the page, the scenarios and light or dark.
import type { ReportData } from "../data";
import { h, s } from "../html";
import { swatch } from "../legend";
import { addressOf } from "../share";
import { askedScenario, type Store } from "../store";
import { answerBlock, answerLine, answerOf, answerTitle } from "./answer";
import { scenarioKey } from "./charts";
import type { Section } from "./section";
import { warnings } from "./warnings";

export function header(data: ReportData): HTMLElement {
  const alone = data.scenarios.length === 1 && !data.answer ? data.scenarios[0] : null;
  const title = answerTitle(data);
  const several = data.scenarios.length > 1;
  return h(
    "header",
    { id: "top" },
    h(
      "p",
      { class: "brand" },
      `chokepoint ${data.provenance.version}`,
      h(
        "span",
        {},
        answerLine(data),
      ),
      changeLink(data),
    ),
    h(
      "div",
      { class: "opening" },
      h(
        "div",
        {},
        h("h1", { class: title.length > 110 ? "longer" : title.length > 60 ? "long" : "" }, title),
        alone ? h("p", { class: "question" }, alone.question) : null,
        answerBlock(data),
      ),
      h("ul", { class: "notes" }, ...data.notes.map((note) => h("li", {}, note))),
    ),
    warnings(data),
    !several
      ? null
      : h(
          "details",
          { class: "scenarios" },
          h("summary", {}, data.answer && data.answer.policies.length > 1 ? "What each scenario asks, and its answer" : "What each scenario asks"),
          h(
            "dl",
            {},
            ...data.scenarios.flatMap((scenario, at) => [
              h(
                "dt",
                {},
                swatch(scenarioKey(data, at)),
                scenarioKey(data, at).label,
                at === data.baseline ? h("small", {}, "the others are compared with it") : null,
              ),
              h("dd", {}, scenario.question, answerOf(data, at), scenario.governments ? h("small", {}, scenario.governments) : null),
            ]),
          ),
        ),
  );
}

/** Into the playground beside this page, with the same scenarios. */
function changeLink(data: ReportData): HTMLElement | null {
  const { playground, provenance, baseline } = data;
  if (!playground) return null;
  const asked = playground.texts[askedScenario(data)];
  const other = baseline === null || data.scenarios[baseline].name === "baseline" ? "" : playground.texts[baseline];
  const link = h("a", { class: "change", href: playground.file }, "Change the rules");
  if (asked)
    void addressOf({ texts: [asked, other.replace(/name: mine\b/, "name: yours") || null], slot: 0, runs: 64, seed: provenance.seed }).then((state) => {
      link.href = `${playground.file}#s=${state}`;
    });
  return link;
}

function scenarioChips(data: ReportData, store: Store): HTMLElement {
  const boxes = data.scenarios.map((_, at) =>
    h("input", {
      type: "checkbox",
      checked: store.view.shown[at],
      onchange: () => store.change({ shown: boxes.map((box) => box.checked) }),
    }),
  );
  return h(
    "div",
    { class: "chips", role: "group", "aria-label": "Scenarios in the charts" },
    ...boxes.map((box, at) =>
      h(
        "label",
        { class: "chip", title: data.scenarios[at].question },
        box,
        swatch(scenarioKey(data, at)),
        scenarioKey(data, at).label,
      ),
    ),
  );
}

function themeButton(): HTMLElement {
  const dark = () =>
    document.documentElement.dataset.theme
      ? document.documentElement.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
  const button = h(
    "button",
    {
      type: "button",
      class: "theme",
      title: "Light or dark",
      "aria-label": "Dark colours",
      "aria-pressed": String(dark()),
      onclick: () => {
        document.documentElement.dataset.theme = dark() ? "light" : "dark";
        button.setAttribute("aria-pressed", String(dark()));
      },
    },
    s(
      "svg",
      { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" },
      s("circle", { cx: 8, cy: 8, r: 6.5, fill: "none", stroke: "currentColor", "stroke-width": 1.5 }),
      s("path", { d: "M8,1.5a6.5,6.5 0 0 1 0,13z", fill: "currentColor" }),
    ),
  );
  return button;
}

/** What the line in the charts is, and a way to be rid of it. */
function chosenEvent(data: ReportData, store: Store): HTMLElement {
  const clear = h("button", {
    type: "button",
    class: "event-chip",
    hidden: true,
    title: "Take the mark out of the charts",
    onclick: () => store.change({ event: null }),
  });
  store.onChange(({ event }) => {
    clear.hidden = event === null;
    clear.textContent = `┆ ${data.timeline.find(({ id }) => id === event)?.text ?? ""} ✕`;
  });
  return clear;
}

export function bar(data: ReportData, store: Store, sections: Section[]): HTMLElement {
  const links = sections.map(({ id, short }) => h("a", { href: `#${id}` }, short));
  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries)
        if (entry.isIntersecting)
          links.forEach((link) => link.toggleAttribute("aria-current", link.hash === `#${entry.target.id}`));
    },
    { rootMargin: "-20% 0px -75% 0px" },
  );
  sections.forEach(({ element }) => seen.observe(element));
  return h(
    "div",
    { class: "bar" },
    h(
      "div",
      { class: "width" },
      h("nav", { "aria-label": "Sections" }, ...links),
      themeButton(),
      data.scenarios.length > 1 ? scenarioChips(data, store) : null,
      chosenEvent(data, store),
    ),
  );
}
