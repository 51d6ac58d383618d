// The levers by actor and the shipped policies as chips: they show what the text says, and change it.
import { h } from "../html";
import { levers, type Lever } from "./levers";
import type { Setting } from "./scenario_text";

export interface Panel {
  element: HTMLElement;
  show(settings: Map<string, Setting>, policies: string[]): void;
}

const percent = (lever: Lever) => !lever.amount && lever.max <= 1 && lever.min >= -1;
const written = (lever: Lever, value: number) => (percent(lever) ? `${Math.round(100 * value)} % ${lever.unit}` : `${value} ${lever.unit}`);

function leverRow(lever: Lever, moved: (setting: Setting) => void) {
  const told = h("output", { for: lever.id });
  const says = `${lever.id}-says`;
  const slide = h("input", {
    type: "range",
    id: lever.id,
    min: lever.min,
    max: lever.max,
    step: lever.step,
    list: `${lever.id}-today`,
    "aria-describedby": says,
    oninput: () => tell(),
    onchange: () => moved(setting()),
  });
  const date = h("input", {
    type: "text",
    class: "from",
    pattern: "20[0-9]{2}-[0-9]{2}",
    size: 7,
    "aria-label": `${lever.label}: from which month`,
    onchange: () => moved(setting()),
  });
  const setting = (): Setting => ({ value: Number(slide.value), start: date.value });
  const tell = () => {
    const value = Number(slide.value);
    told.textContent = value === lever.today ? `as today: ${written(lever, value)}` : written(lever, value);
    slide.setAttribute("aria-valuetext", told.textContent);
    row.classList.toggle("moved", value !== lever.today);
  };
  const mark = (100 * (lever.today - lever.min)) / (lever.max - lever.min);
  const row = h(
    "div",
    { class: "lever" },
    h("label", { for: lever.id }, lever.label),
    told,
    h("div", { class: "track" }, slide, h("i", { class: "today", style: `left: calc(8px + (100% - 16px) * ${mark / 100})`, title: "today" })),
    h("p", { id: says }, lever.says),
    h("span", { class: "when" }, "from ", date),
  );
  return {
    row,
    show({ value, start }: Setting) {
      slide.value = String(value);
      date.value = start;
      tell();
    },
  };
}

export function panel(
  policies: Record<string, string>,
  moved: (lever: Lever, setting: Setting) => void,
  chosen: (policy: string, on: boolean) => void,
): Panel {
  const rows = levers.map((lever) => ({ lever, ...leverRow(lever, (setting) => moved(lever, setting)) }));
  const chips = Object.entries(policies).map(([name, summary]) => {
    const button = h(
      "button",
      {
        type: "button",
        class: "stack",
        "aria-pressed": "false",
        title: summary,
        onclick: () => chosen(`policies/${name}.yaml`, button.getAttribute("aria-pressed") !== "true"),
      },
      name.replace(/_/g, " "),
    );
    return { name, button };
  });
  const actors = [...new Set(levers.map(({ actor }) => actor))];
  const element = h(
    "section",
    { class: "levers", "aria-label": "Levers" },
    h("h2", {}, "Change the rules"),
    ...actors.map((actor, at) =>
      h(
        "details",
        { open: at === 0 || innerWidth > 900 },
        h("summary", {}, actor),
        ...rows.filter(({ lever }) => lever.actor === actor).map(({ row }) => row),
      ),
    ),
    h("details", {}, h("summary", {}, `Shipped policies (${chips.length})`), h("div", { class: "stacks" }, ...chips.map(({ button }) => button))),
  );
  return {
    element,
    show(settings, on) {
      for (const { lever, show } of rows) show(settings.get(lever.id) ?? { value: lever.today, start: lever.start });
      for (const { name, button } of chips) button.setAttribute("aria-pressed", String(on.includes(`policies/${name}.yaml`)));
    },
  };
}
