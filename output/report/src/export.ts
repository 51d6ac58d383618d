// One chart alone, for pictures in documents: #chart=ID, with &scenario=NAME, &kind=differences, &width=720, &height=405.
import type { ReportData } from "./data";
import type { Figure } from "./figure";
import { h } from "./html";
import { attributionFigure, attributionId } from "./sections/attribution";
import { chartFigure } from "./sections/charts";
import { glanceFigure, glanceSection } from "./sections/glance";
import { leaderboardFigure } from "./sections/leaderboard";
import { mapFigure } from "./sections/map";
import { firstTrade } from "./sections/map_section";
import { networkFigure } from "./sections/network";
import { firstChain } from "./sections/network_section";
import { regretFigure } from "./sections/regret";
import { scatterFigure, scatterId } from "./sections/scatter";
import { sensitivityFigure, sensitivityId } from "./sections/sensitivity";
import { boxed } from "./sections/study";
import { boxFigure, tradeOffFigure } from "./sections/study_box";
import { causeId, causesFigure } from "./sections/study_causes";
import { firstGrid } from "./sections/study_grid";
import { heatFigure } from "./sections/study_heat";
import { parallelFigure } from "./sections/study_parallel";
import { timelineFigure } from "./sections/timeline";
import { winnersFigure } from "./sections/winners";
import { standalone } from "./standalone";
import { firstView, Store } from "./store";

/** How each figure is made, by id; only those for which there is data. */
export function figures(data: ReportData, store: Store, scenario: number | null): Map<string, () => Figure> {
  const all = new Map<string, () => Figure>();
  for (const chart of data.charts) all.set(chart.id, () => chartFigure(data, chart, store, true));
  const at = (first: number) => scenario ?? first;
  if (data.map)
    all.set("map", () => {
      const choice = firstTrade(data);
      return mapFigure(data, { ...choice, scenario: at(choice.scenario) });
    });
  if (data.network)
    all.set("network", () => {
      const choice = firstChain(data);
      return networkFigure(data, { ...choice, scenario: at(choice.scenario) });
    });
  if (glanceSection(data)) all.set("glance", () => glanceFigure(data));
  if (data.leaderboard) all.set("leaderboard", () => leaderboardFigure(data, store));
  if (data.timeline.length > 0)
    all.set("timeline", () => timelineFigure(data, store, { chart: data.charts.find(({ main }) => main) ?? null }));
  if (data.winners.length > 0)
    all.set("winners", () =>
      winnersFigure(data, {
        scenario: Math.max(0, [...new Set(data.winners.map((row) => row.scenario))].indexOf(at(-1))),
        measure: 0,
      }),
    );
  if (data.regret) all.set("regret", () => regretFigure(data));
  data.attribution.forEach((_, index) => all.set(attributionId(index), () => attributionFigure(data, index)));
  data.sensitivity.forEach((_, index) => all.set(sensitivityId(index), () => sensitivityFigure(data, index)));
  data.sensitivity.forEach((_, index) => all.set(scatterId(index), () => scatterFigure(data, index, { parameter: 0 })));
  addStudy(data, all);
  return all;
}

function addStudy(data: ReportData, all: Map<string, () => Figure>) {
  const { study } = data;
  if (!study) return;
  const grid = firstGrid(study);
  if (grid) all.set("heat", () => heatFigure(data, grid));
  study.causes.forEach(({ inputs }, at) => {
    if (inputs.length > 0) all.set(causeId(at), () => causesFigure(data, at));
  });
  for (const at of boxed(study)) {
    if (study.cases[at].box!.sides.length > 0) all.set(`box-${at + 1}`, () => boxFigure(data, at));
    all.set(`trade-off-${at + 1}`, () => tradeOffFigure(data, at));
  }
  if (study.factors.length > 1 && study.quantities.length > 0) all.set("parallel", () => parallelFigure(data, { front: 0 }));
}

const sizes = { width: 720, height: 405 };

/** Draws what the address asks for; says what there is if it asks for something else. */
export function drawAlone(data: ReportData, wanted: URLSearchParams, root: HTMLElement) {
  const page = document.documentElement;
  page.dataset.theme = "light";
  page.dataset.alone = "1";
  document.getElementById("foot")?.remove();
  const id = wanted.get("chart") ?? "";
  const name = wanted.get("scenario");
  const scenario = name === null ? null : data.scenarios.findIndex((other) => other.name === name);
  const all = figures(data, new Store(firstView(data)), scenario);
  if (!all.has(id) || scenario === -1) {
    const [what, known] =
      scenario === -1
        ? [`There is no scenario "${name}"`, data.scenarios.map((other) => other.name)]
        : [`There is no chart "${id}"`, [...all.keys()]];
    root.append(h("p", { class: "missing", role: "alert" }, `${what}. Known: ${known.join(", ")}`));
    page.dataset.ready = "unknown";
    return;
  }
  const view = firstView(data);
  if (scenario !== null) view.focus = scenario;
  if (wanted.get("kind") === "differences" && data.baseline !== null) view.kind = "differences";
  const figure = figures(data, new Store(view), scenario).get(id)!();
  const size = (key: "width" | "height") => Math.min(4000, Math.max(200, Number(wanted.get(key)) || sizes[key]));
  const { source } = standalone(figure, {
    width: size("width"),
    height: wanted.has("height") ? size("height") : Math.max(size("height"), figure.height(size("width") - 32) + 110),
  });
  const picture = h("div", { class: "alone" });
  picture.innerHTML = source;
  picture.querySelector("svg")!.setAttribute("role", "img");
  const kept = h("template", { id: "export-svg" });
  kept.innerHTML = `<!--svg-begin-->${source}<!--svg-end-->`;
  root.append(picture, kept);
  page.dataset.ready = "1";
}
