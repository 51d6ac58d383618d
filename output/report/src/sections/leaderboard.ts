// Nations of the best models over time: stacked areas, one panel for each scenario.
import * as Plot from "@observablehq/plot";
import type { ReportData } from "../data";
import type { Figure } from "../figure";
import { monthDate, monthEnd, monthName, number, words } from "../format";
import { frame } from "../frame";
import { nationColour, nationKeys, scenarioLetter } from "../palette";
import { at, plot, yearTicks } from "../plot";
import type { Store } from "../store";
import { section, type Section } from "./section";

interface Slice {
  panel: number;
  nation: number;
  month: string;
  x: Date;
  low: number;
  high: number;
}

const panelHeight = 190;

/** As many columns as have room, and no row much shorter than the others. */
function columnsFor(width: number, panels: number): number {
  const most = Math.max(1, Math.min(panels, Math.floor(width / 300)));
  return Math.ceil(panels / Math.ceil(panels / most));
}

/** Each nation's models stand on those of the nations before it. */
export function stacked(models: number[][], month: number): [number, number][] {
  let sum = 0;
  return models.map((series) => {
    const low = sum;
    sum += Number.isFinite(series[month]) ? series[month] : 0;
    return [low, sum];
  });
}

export function leaderboardFigure(data: ReportData, store: Store): Figure {
  const board = data.leaderboard!;
  const panels = () => data.scenarios.map((_, at) => at).filter((at) => store.view.shown[at]);
  const months = () => data.months.map((month, at) => ({ month, at })).filter(({ month }) => month >= store.view.from);
  const slices = () =>
    panels().flatMap((scenario, panel) =>
      months().flatMap(({ month, at }) =>
        month > data.scenarios[scenario].last_month
          ? []
          : stacked(board.models[scenario], at).map(([low, high], nation): Slice => ({
              panel,
              nation,
              month,
              x: monthDate(month),
              low,
              high,
            })),
      ),
    );
  const colour = (nation: number) => nationColour(board.nations[nation].id);
  return {
    id: "leaderboard",
    words: () => ({
      title: board.title,
      unit: "models, mean over runs",
      meaning: "How many of the best models come from laboratories of each nation.",
      source: "",
    }),
    height: (width) => Math.max(1, Math.ceil(panels().length / columnsFor(width, panels().length))) * panelHeight + 40,
    least: (width) => Math.ceil(panels().length / columnsFor(width, panels().length)) * 110,
    draw({ width, height }) {
      const shown = panels();
      const columns = columnsFor(width, shown.length);
      const fx = ({ panel }: { panel: number }) => panel % columns;
      const fy = ({ panel }: { panel: number }) => Math.floor(panel / columns);
      const all = slices();
      const from = monthDate(store.view.from),
        to = monthEnd(data.months[data.months.length - 1]);
      const labelMonth = months()[Math.floor(months().length * 0.86)]?.month;
      const ticks = yearTicks(from, to, width / columns - 40);
      const svg = plot({
        width,
        height,
        marginTop: 24,
        marginLeft: 30,
        marginRight: 8,
        marginBottom: 24,
        x: { type: "utc", domain: [from, to] },
        y: { domain: [0, Math.max(...all.map(({ high }) => high), 1)] },
        fx: { padding: columns > 1 ? 0.08 : 0, axis: null },
        fy: { padding: 0.2, axis: null },
        marks: [
          Plot.axisX(ticks, {
            tickFormat: (date: Date) => String(date.getUTCFullYear()),
            label: null,
            tickSize: 4,
            fill: "var(--muted)",
          }),
          Plot.axisY([0, 5, 10, 15, 20], { label: null, tickSize: 0, fill: "var(--muted)" }),
          Plot.areaY(all, {
            x: "x",
            y1: "low",
            y2: "high",
            z: "nation",
            fx,
            fy,
            fill: ({ nation }: Slice) => colour(nation),
            fillOpacity: 0.85,
            stroke: "var(--paper)",
            strokeWidth: 1,
          }),
          Plot.ruleX(
            shown.map((_, panel) => ({ panel, x: monthEnd(data.record_end) })),
            { x: "x", fx, fy, stroke: "var(--paper)", strokeDasharray: "2 3", strokeWidth: 1.5 },
          ),
          Plot.text(
            all.filter(({ month, low, high }) => month === labelMonth && high - low >= 1.6),
            {
              x: "x",
              y: ({ low, high }: Slice) => (low + high) / 2,
              fx,
              fy,
              text: ({ nation }: Slice) => board.nations[nation].id,
              fill: "var(--paper)",
              fontWeight: 700,
              fontSize: 12,
            },
          ),
          Plot.text(
            shown.map((scenario, panel) => ({
              panel,
              text: `${scenarioLetter(scenario)} ${words(data.scenarios[scenario].name)}`,
            })),
            { fx, fy, text: "text", frameAnchor: "top-left", dy: -14, fontWeight: 600, fill: "var(--ink)" },
          ),
        ],
      });
      const stops = all
        .filter(({ nation, month }) => nation === 0 && Number(month.slice(5)) % 3 === 0)
        .map(({ panel, month, x }) => ({
          x: at(svg, "x", x) + at(svg, "fx", panel % columns) - at(svg, "fx", 0),
          y: at(svg, "y", 10) + at(svg, "fy", Math.floor(panel / columns)) - at(svg, "fy", 0),
          head: `${monthName(month)}, ${words(data.scenarios[shown[panel]].name)}`,
          lines: () =>
            board.nations.map(({ name }, nation) => ({
              label: name,
              value: number(board.models[shown[panel]][nation][data.months.indexOf(month)], 1),
              key: { label: "", colour: colour(nation), shape: "box" as const },
            })),
        }));
      return { svg, stops, across: false, reach: panelHeight };
    },
    legend: () => nationKeys(board.nations),
    table: () => ({
      header: ["month", "scenario", ...board.nations.map(({ id }) => id)],
      rows: panels().flatMap((scenario) =>
        months().map(({ month, at }) => [
          month,
          data.scenarios[scenario].name,
          ...board.models[scenario].map((series) => series[at]),
        ]),
      ),
    }),
    summary: () =>
      panels()
        .map(
          (scenario) =>
            `${words(data.scenarios[scenario].name)}, ${monthName(data.scenarios[scenario].last_month)}: ${board.nations.map(({ name }, nation) => `${name} ${number(board.models[scenario][nation][data.months.indexOf(data.scenarios[scenario].last_month)], 1)}`).join(", ")}`,
        )
        .join("; ") + ".",
  };
}

export function leaderboardSection(data: ReportData, store: Store): Section | null {
  if (!data.leaderboard || data.leaderboard.nations.length === 0) return null;
  const drawn = frame(leaderboardFigure(data, store), { legend: true });
  store.onChange(drawn.redraw);
  return section(
    "leaders",
    "Leaders",
    "Who leads the ranking",
    "Where the best models come from. The dotted line is the end of the record.",
    drawn.element,
  );
}
