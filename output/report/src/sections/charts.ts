// The fan charts: a few large ones first, then small ones by heading; levels, or differences from the baseline.
import type { Band, Chart, ReportData } from "../data";
import { bandsOf, drawFan, drawnScenarios, focusOf, growsByOrders, recordOf } from "../fan";
import type { Figure } from "../figure";
import { capital, changeDigits, differenceUnit, monthName, number, range, signed, words } from "../format";
import { frame, type Frame } from "../frame";
import { h, select, switcher } from "../html";
import type { LegendItem } from "../legend";
import { scenarioColour, scenarioDash, scenarioLetter } from "../palette";
import { usualStart, type Store } from "../store";
import { section, type Section } from "./section";

const headings: Record<string, string> = {
  capability: "Capability",
  compute: "Computing",
  chips: "Chips",
  money: "Money",
  influence: "Influence",
  world: "The world",
};

export function scenarioKey(data: ReportData, scenario: number): LegendItem {
  return {
    label: `${scenarioLetter(scenario)} ${words(data.scenarios[scenario].name)}`,
    colour: scenarioColour(scenario),
    dash: scenarioDash(scenario),
    shape: "line",
  };
}


interface ChartFigure extends Figure {
  logarithmic: boolean;
}

export function chartFigure(data: ReportData, chart: Chart, store: Store, large: boolean): ChartFigure {
  const paired = () => store.view.kind === "differences";
  const baseline = data.baseline === null ? "" : words(data.scenarios[data.baseline].name);
  return {
    id: chart.id,
    logarithmic: growsByOrders(data, chart, store.view.from),
    words() {
      return {
        title: chart.title,
        unit: paired()
          ? `${differenceUnit(chart.unit)}, difference from ${baseline}, paired run by run`
          : `${chart.unit}${this.logarithmic ? ", logarithmic scale" : ""}`,
        meaning: `${chart.meaning}${chart.agent ? `; ${chart.agent}` : ""}. Line: ${chart.mean ? "mean" : "median"}; dark band: half of the runs; light band: 90 % of them.`,
        source: [...new Set(recordOf(data, chart, store.view).map(({ source }) => source))].join("; "),
      };
    },
    height: (width) => (large ? Math.round(Math.max(260, Math.min(380, width * 0.58))) : 210),
    draw(size) {
      return drawFan(data, chart, size, {
        view: store.view,
        logarithmic: this.logarithmic && !paired(),
        names: size.width >= 520 && !size.alone,
      });
    },
    legend() {
      const drawn = drawnScenarios(chart, store.view);
      const focus = focusOf(chart, store.view);
      const keys = drawn.map((scenario) => scenarioKey(data, scenario));
      if (focus >= 0)
        keys.push({
          label: `90 % and 50 % of runs, ${words(data.scenarios[focus].name)}`,
          colour: scenarioColour(focus),
          shape: "band",
        });
      if (recordOf(data, chart, store.view).length > 0)
        keys.push(
          { label: "record, fitted", colour: "var(--ink)", shape: "dot" },
          { label: "record, held out", colour: "var(--ink)", shape: "ring" },
        );
      return keys;
    },
    table() {
      const bands = bandsOf(chart, store.view);
      const rows = data.months.flatMap((month, at) =>
        drawnScenarios(chart, store.view)
          .filter((scenario) => month <= data.scenarios[scenario].last_month)
          .map((scenario) => {
            const band = bands[scenario]!;
            return [month, data.scenarios[scenario].name, band.p05[at], band.p25[at], band.p50[at], band.p75[at], band.p95[at]];
          }),
      );
      return { header: ["month", "scenario", "p05", "p25", "p50", "p75", "p95"], rows };
    },
    summary() {
      const write = paired() ? signed : number;
      const digits = (band: Band, at: number) =>
        paired() ? changeDigits(band.p05[at], band.p50[at], band.p95[at]) : chart.decimals;
      return (
        drawnScenarios(chart, store.view)
          .map((scenario) => {
            const at = data.months.indexOf(data.scenarios[scenario].last_month);
            const band = bandsOf(chart, store.view)[scenario]!;
            return `${words(data.scenarios[scenario].name)}: ${chart.mean ? "mean" : "median"} in ${monthName(data.months[at])} ${write(band.p50[at], digits(band, at))}, 90 % ${range(band.p05[at], band.p95[at], digits(band, at), write)}`;
          })
          .join("; ") + "."
      );
    },
  };
}

function chartFrame(data: ReportData, chart: Chart, store: Store, large: boolean): Frame {
  const figure = chartFigure(data, chart, store, large);
  const positive = chart.levels.some((band) => band.p50.some((value) => value > 0));
  const box = h("input", {
    type: "checkbox",
    checked: figure.logarithmic,
    onchange: () => {
      figure.logarithmic = box.checked;
      drawn.redraw();
    },
  });
  const label = h("label", { class: "log" }, box, "log scale");
  store.onChange(({ kind }) => {
    label.hidden = kind === "differences";
  });
  const drawn = frame(figure, { large, switches: positive ? [label] : [] });
  return drawn;
}

/** What holds for all charts: levels or differences, whose bands, and since when. */
function chartControls(data: ReportData, store: Store): HTMLElement {
  const kinds = ["levels", "differences"] as const;
  const starts = [
    ...new Set([
      data.months.find((month) => month >= usualStart) ?? data.months[0],
      data.months[0],
      data.months[Math.max(0, data.months.indexOf(data.record_end) - 11)],
    ]),
  ].filter((month) => month < data.months[data.months.length - 1]);
  const end = data.months[data.months.length - 1].slice(0, 4);
  return h(
    "div",
    { class: "controls" },
    data.baseline === null
      ? null
      : switcher(
          "What the charts show",
          ["Levels", `Differences from ${words(data.scenarios[data.baseline].name)}`],
          kinds.indexOf(store.view.kind),
          (at) => store.change({ kind: kinds[at] }),
        ),
    data.scenarios.length < 2
      ? null
      : select(
          "Bands of",
          data.scenarios.map(({ name }, at) => `${scenarioLetter(at)} ${words(name)}`),
          store.view.focus,
          (focus) => store.change({ focus }),
        ),
    starts.length < 2
      ? null
      : select(
          "Years",
          starts.map((month) => `${month.slice(0, 4)}–${end}`),
          starts.indexOf(store.view.from),
          (at) => store.change({ from: starts[at] }),
        ),
  );
}

/** Whether anything of it moves or differs: an empty frame tells nothing. */
export function moves({ levels, differences }: Chart): boolean {
  const flat = levels.every((band) => [...band.p05, ...band.p95].every((value) => value === null || value === band.p05[0]));
  return !flat || differences.some((band) => band !== null);
}

/** One large chart of the reader's choice. */
function explorerFigure(data: ReportData, charts: Chart[], store: Store, choice: { chart: number }): Figure {
  const figures = charts.map((chart) => chartFigure(data, chart, store, true));
  const now = () => figures[choice.chart];
  return {
    id: "explorer",
    words: () => now().words(),
    height: (width) => now().height(width),
    draw: (size) => now().draw(size),
    legend: () => now().legend(),
    table: () => now().table(),
    summary: () => now().summary(),
  };
}

export function chartSections(data: ReportData, store: Store): Section[] {
  const charts = data.charts.filter(moves);
  if (charts.length === 0) return [];
  const choice = { chart: 0 };
  const large = frame(explorerFigure(data, charts, store, choice), { legend: true, large: true });
  const small = charts.map((chart) => chartFrame(data, chart, store, false));
  const groups = [...new Set(charts.map(({ group }) => group))];
  const pick = select(
    "Measure",
    charts.map(({ title, group }) => `${headings[group] ?? capital(group)}: ${title}`),
    0,
    (chart) => {
      choice.chart = chart;
      large.redraw();
    },
  );
  store.onChange(() => [large, ...small].forEach(({ redraw }) => redraw()));
  return [
    section(
      "charts",
      "Explore",
      "Every measure",
      "The line is the median of the runs (of counts the mean), the bands hold 50 and 90 % of them. Dots are the record, beside a scenario that contains it: filled where it was used to fit the model, ringed where it only judged it.",
      h("div", { class: "controls" }, pick),
      chartControls(data, store),
      large.element,
      h(
        "details",
        { class: "whole" },
        h("summary", {}, `All ${charts.length} charts, small`),
        ...groups.flatMap((group) => [
          h("h3", { class: "group" }, headings[group] ?? group),
          h("div", { class: "grid" }, ...small.filter((_, at) => charts[at].group === group).map(({ element }) => element)),
        ]),
      ),
    ),
  ];
}
