// The fan charts: a few large ones first, then small ones by heading; levels, or differences from the baseline.
import type { Chart, ReportData } from "../data";
import { bandsOf, drawFan, drawnScenarios, focusOf, growsByOrders } from "../fan";
import type { Figure } from "../figure";
import { monthName, number, range, signed, words } from "../format";
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

/** A choice of scenario, where there is one. */
export function scenarioSelect(data: ReportData, chosen: number, choose: (at: number) => void): HTMLElement | null {
  if (data.scenarios.length < 2) return null;
  return select(
    "Scenario",
    data.scenarios.map((_, at) => scenarioKey(data, at).label),
    chosen,
    choose,
  );
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
          ? `${chart.unit}, difference from ${baseline}, paired run by run`
          : `${chart.unit}${this.logarithmic ? ", logarithmic scale" : ""}`,
        meaning: `${chart.meaning}${chart.agent ? `; ${chart.agent}` : ""}. Line: median; dark band: half of the runs; light band: 90 % of them.`,
        source: paired() ? "" : [...new Set(chart.record.map(({ source }) => source))].join("; "),
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
      if (chart.record.length > 0 && !paired())
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
      return (
        drawnScenarios(chart, store.view)
          .map((scenario) => {
            const at = data.months.indexOf(data.scenarios[scenario].last_month);
            const band = bandsOf(chart, store.view)[scenario]!;
            return `${words(data.scenarios[scenario].name)}: median in ${monthName(data.months[at])} ${write(band.p50[at], chart.decimals)}, 90 % ${range(band.p05[at], band.p95[at], chart.decimals, write)}`;
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

export function chartSections(data: ReportData, store: Store): Section[] {
  if (data.charts.length === 0) return [];
  const frames: Frame[] = [];
  const grid = (charts: Chart[], large: boolean) => {
    const drawn = charts.map((chart) => chartFrame(data, chart, store, large));
    frames.push(...drawn);
    return h("div", { class: large ? "grid large" : "grid" }, ...drawn.map(({ element }) => element));
  };
  const main = data.charts.filter((chart) => chart.main);
  const rest = data.charts.filter((chart) => !chart.main);
  const groups = [...new Set(rest.map(({ group }) => group))];
  const first = section(
    "charts",
    "Charts",
    "Main measures",
    "Median of the runs, with the band that holds 90 % of them. Dots are the record: filled where it was used to fit the model, ringed where it only judged it.",
    chartControls(data, store),
    grid(main, true),
  );
  const others = section(
    "measures",
    "Measures",
    "All metrics",
    "One chart for each measure, read in the same way; letters stand for the scenarios.",
    ...groups.flatMap((group) => [
      h("h3", { class: "group" }, headings[group] ?? group),
      grid(
        rest.filter((chart) => chart.group === group),
        false,
      ),
    ]),
  );
  store.onChange(() => frames.forEach(({ redraw }) => redraw()));
  return [...(main.length > 0 ? [first] : []), ...(rest.length > 0 ? [others] : [])];
}
