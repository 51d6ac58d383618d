// The map with its controls: month slider, play button, layer, scenario, how many flows.
import type { ReportData } from "../data";
import { monthName } from "../format";
import { frame } from "../frame";
import { h, select } from "../html";
import { mapFigure } from "./map";
import { section, type Section } from "./section";
import type { TradeChoice } from "./trade";
import { firstWhich, whichControls } from "./which";

const counts = [10, 20, 1000];
const stepTime = 450;

export function firstTrade(data: ReportData): TradeChoice {
  const map = data.map!;
  const recorded = map.months.filter((month) => month <= data.record_end).length - 1;
  return { ...firstWhich(data), layer: 0, month: Math.max(0, recorded), most: counts[2] };
}

export function mapSection(data: ReportData): Section | null {
  const map = data.map;
  if (!map || map.layers.length === 0 || map.months.length === 0) return null;
  const choice = firstTrade(data);
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const last = map.months.length - 1;
  const told = h("output", { class: "month" });
  const slider = h("input", {
    type: "range",
    min: 0,
    max: last,
    step: 1,
    value: choice.month,
    "aria-label": "Month of the map",
    oninput: () => {
      stop();
      show(Number(slider.value));
    },
  });
  const play = h("button", { type: "button", class: "play", onclick: () => (timer === 0 ? start() : stop()) }, "Play");
  const drawn = frame(mapFigure(data, choice), {
    legend: true,
    leastWidth: 560,
    controls: [h("div", { class: "controls time" }, play, slider, told)],
  });
  let timer = 0;
  const show = (month: number) => {
    choice.month = month;
    slider.value = String(month);
    told.textContent = monthName(map.months[month]);
    slider.setAttribute("aria-valuetext", told.textContent);
    drawn.redraw();
  };
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    play.textContent = still.matches ? "Next" : "Play";
  };
  // Who wants no motion goes month by month.
  const start = () => {
    if (still.matches) return show(choice.month === last ? 0 : choice.month + 1);
    if (choice.month === last) show(0);
    play.textContent = "Pause";
    timer = window.setInterval(() => (choice.month === last ? stop() : show(choice.month + 1)), stepTime);
  };
  still.addEventListener("change", stop);
  stop();
  show(choice.month);
  const pick = (part: Partial<TradeChoice>) => {
    Object.assign(choice, part);
    drawn.redraw();
  };
  return section(
    "trade",
    "Map",
    "Who sells to whom",
    map.note,
    h(
      "div",
      { class: "controls" },
      select(
        "Goods",
        map.layers.map(({ title }) => title),
        choice.layer,
        (layer) => pick({ layer }),
      ),
      ...whichControls(data, (which) => pick({ less: undefined, ...which })),
      select(
        "Flows",
        counts.map((count) => (count === 1000 ? "all" : `strongest ${count}`)),
        counts.indexOf(choice.most),
        (at) => pick({ most: counts[at] }),
      ),
    ),
    drawn.element,
  );
}
