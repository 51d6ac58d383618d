// The table that compares: a row for each chart, a column for each scenario, the difference from the baseline with its odds.
import type { Chart, ComparisonRow, ReportData, Verdict } from "../data";
import { saveCsv, type Table } from "../download";
import { changeDigits, differenceUnit, enough, monthName, number, range, signed, verdictMark, words } from "../format";
import { h, select } from "../html";
import { swatch } from "../legend";
import { sparkline } from "../sparkline";
import { scrollBox } from "../table";
import { scenarioKey } from "./charts";
import { section, type Section } from "./section";

const meanings: Record<Verdict, string> = {
  certain: "one sign in at least 95 % of the runs",
  likely: "one sign in at least 80 %",
  undetermined: "either sign may come out",
  negligible: "no change that matters",
  same: "no run differs",
};

const savedWords = ({ runs_saved: saved }: ComparisonRow) =>
  saved === null ? "too few runs to tell" : `${number(saved, saved < 10 ? 1 : 0)} times`;
const error = (value: number | null, digits: number) => (value === null ? "too few runs to tell" : number(value, digits));

function errors(row: ComparisonRow, chart: Chart): string {
  const digits = enough([row.se_paired ?? 0], chart.decimals);
  return `Standard error ${error(row.se_paired, digits)} paired, ${error(row.se_unpaired, digits)} unpaired; runs saved by pairing: ${savedWords(row)}`;
}

export function comparisonTable(data: ReportData): Table {
  return {
    header: [
      "chart",
      "title",
      "unit",
      "scenario",
      "month",
      "level_p05",
      "level_p50",
      "level_p95",
      "difference_mean",
      "difference_p05",
      "difference_p50",
      "difference_p95",
      "p_more",
      "p_less",
      "counts_from",
      "se_paired",
      "se_unpaired",
      "verdict",
    ],
    rows: data.comparison.map((row) => {
      const chart = data.charts.find(({ id }) => id === row.chart);
      return [
        row.chart,
        chart?.title ?? "",
        chart?.unit ?? "",
        data.scenarios[row.scenario].name,
        row.month,
        row.level.low,
        row.level.median,
        row.level.high,
        row.mean,
        row.low,
        row.median,
        row.high,
        row.p_more,
        row.p_less,
        row.counts_from,
        row.se_paired,
        row.se_unpaired,
        row.verdict,
      ];
    }),
  };
}

/** "62 of 64 runs", by the side on which more lie. */
const oddsOf = ({ p_more: more, p_less: less }: ComparisonRow, runs: number) =>
  `${more >= less ? "more" : "less"} in ${Math.round(Math.max(more, less) * runs)} of ${runs} runs`;

function cell(row: ComparisonRow | undefined, chart: Chart, data: ReportData): HTMLElement {
  if (!row) return h("td", { class: "number" }, "–");
  const mark = h("span", { class: "mark", role: "img", "aria-label": row.verdict }, verdictMark(row.verdict, row.median));
  if (row.verdict === "same") return h("td", { class: "number verdict same" }, h("span", { class: "main" }, mark, "same"));
  if (row.verdict === "negligible") {
    const limit = number(row.counts_from, enough([row.counts_from], chart.decimals));
    return h(
      "td",
      { class: "number verdict negligible", title: `Less than ${limit} ${chart.unit} does not count` },
      h("span", { class: "main" }, mark, "no change that matters"),
    );
  }
  const band = chart.differences[row.scenario];
  const digits = changeDigits(row.low, row.median, row.high);
  return h(
    "td",
    { class: `number verdict ${row.verdict}`, title: errors(row, chart) },
    h(
      "div",
      { class: "cell" },
      band ? sparkline(data, band, row.scenario) : null,
      h(
        "div",
        {},
        h("span", { class: "main" }, mark, signed(row.median, digits)),
        h("span", { class: "band" }, range(row.low, row.high, digits, signed)),
        h("span", { class: "odds" }, oddsOf(row, data.provenance.replicates)),
      ),
    ),
  );
}

function detail(row: ComparisonRow | undefined, chart: Chart): HTMLElement {
  if (!row) return h("td", { class: "number" });
  const fact = (name: string, value: string) => h("div", {}, h("span", {}, name), h("b", {}, value));
  const digits = enough([row.se_paired ?? row.mean], chart.decimals);
  return h(
    "td",
    { class: "number detail" },
    fact("level", `${number(row.level.median, chart.decimals)} (${range(row.level.low, row.level.high, chart.decimals)})`),
    fact("mean difference", signed(row.mean, digits)),
    fact("error, paired", error(row.se_paired, digits)),
    fact("error, unpaired", error(row.se_unpaired, digits)),
    ...(row.verdict === "negligible" || row.verdict === "same" ? [] : [fact("runs saved", savedWords(row))]),
    fact("counts from", number(row.counts_from, enough([row.counts_from], chart.decimals))),
  );
}

export function comparisonSection(data: ReportData): Section | null {
  if (data.comparison.length === 0 || data.baseline === null) return null;
  const months = [...new Set(data.comparison.map(({ month }) => month))].sort();
  const all = [...new Set(data.comparison.map(({ scenario }) => scenario))].sort((a, b) => a - b);
  const differing = all.filter((at) => data.comparison.some(({ scenario, verdict }) => scenario === at && verdict !== "same"));
  const columns = differing.length > 0 ? differing : all;
  const alike = all.filter((at) => !columns.includes(at)).map((at) => words(data.scenarios[at].name));
  // The surest changes first.
  const order: Verdict[] = ["certain", "likely", "undetermined", "negligible", "same"];
  const sureness = ({ id }: Chart) =>
    Math.min(...data.comparison.filter(({ chart }) => chart === id).map(({ verdict }) => order.indexOf(verdict)));
  const charts = data.charts
    .filter(({ id }) => data.comparison.some(({ chart }) => chart === id))
    .sort((a, b) => sureness(a) - sureness(b));
  const body = h("tbody");
  const fill = (month: string) => {
    const found = new Map(
      data.comparison.filter((row) => row.month === month).map((row) => [`${row.chart} ${row.scenario}`, row]),
    );
    const rowOf = (chart: Chart, scenario: number) => found.get(`${chart.id} ${scenario}`);
    body.replaceChildren(
      ...charts.flatMap((chart) => {
        const more = h(
          "tr",
          { class: "more", hidden: true },
          h("th", { scope: "row" }, h("span", { class: "unit" }, "errors and levels")),
          ...columns.map((scenario) => detail(rowOf(chart, scenario), chart)),
        );
        const button = h("button", {
          type: "button",
          class: "expand",
          "aria-expanded": "false",
          "aria-label": `Levels and standard errors: ${chart.title}`,
          onclick: () => {
            more.hidden = !more.hidden;
            button.setAttribute("aria-expanded", String(!more.hidden));
          },
        });
        return [
          h(
            "tr",
            {},
            h(
              "th",
              { scope: "row", title: chart.meaning },
              h("div", { class: "row" }, button, h("span", {}, chart.title, h("span", { class: "unit" }, differenceUnit(chart.unit)))),
            ),
            ...columns.map((scenario) => cell(rowOf(chart, scenario), chart, data)),
          ),
          more,
        ];
      }),
    );
  };
  fill(months[months.length - 1]);
  const baseline = words(data.scenarios[data.baseline].name);
  const marks: [Verdict, number, string][] = [
    ["certain", 1, "▲▼"],
    ["likely", 1, "△▽"],
    ["undetermined", 1, "◇"],
    ["negligible", 1, "≈"],
    ["same", 1, "="],
  ];
  return section(
    "comparison",
    "Comparison",
    "What differs",
    `Difference from ${baseline}${months.length === 1 ? ` in ${monthName(months[0])}` : ""}: the median of the differences, 90 % of them, and in how many runs there is more or less by what counts. Each run is compared with the run of ${baseline} that has the same random numbers and parameters.${alike.length > 0 ? ` No run of ${alike.join(", ")} differs from it: left out here.` : ""}`,
    h(
      "div",
      { class: "controls" },
      months.length > 1 ? select("Month", months.map(monthName), months.length - 1, (at) => fill(months[at])) : null,
      h(
        "p",
        { class: "marks" },
        ...marks.map(([verdict, , mark]) =>
          h(
            "span",
            { class: `verdict ${verdict}` },
            h("span", { class: "mark" }, mark),
            h("b", {}, verdict),
            ` ${meanings[verdict]}`,
          ),
        ),
      ),
      h("button", { type: "button", class: "file", onclick: () => saveCsv("comparison", comparisonTable(data)) }, "CSV"),
    ),
    scrollBox(
      "Comparison of scenarios",
      h(
        "table",
        { class: columns.length === 1 ? "comparison single" : "comparison" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col" }, "Measure"),
            ...columns.map((scenario) =>
              h(
                "th",
                { scope: "col", class: "number" },
                swatch(scenarioKey(data, scenario)),
                h("span", {}, words(data.scenarios[scenario].name)),
              ),
            ),
          ),
        ),
        body,
      ),
    ),
  );
}
