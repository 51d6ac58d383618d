// Which policy falls short least: a heat table of regret by policy and interest, and what each rule would choose.
import * as Plot from "@observablehq/plot";
import type { ReportData } from "../data";
import type { Figure } from "../figure";
import { monthName, number, words } from "../format";
import { frame } from "../frame";
import { h, select } from "../html";
import { at, plot } from "../plot";
import { htmlTable } from "../table";
import { textWidth, wrapped } from "../text";
import { bestBy, measures, rules, type Measure, type Policy } from "./regret_rules";
import { section, type Section } from "./section";

interface Cell {
  interest: string;
  policy: string;
  value: number | null;
  best: boolean;
}

export function regretFigure(data: ReportData, choice = { measure: 0 }): Figure {
  const table = data.regret!;
  const measure = () => measures[choice.measure];
  const cells = (): Cell[] =>
    table.interests.flatMap(({ name, policies }) => {
      const best = bestBy(policies, measure().key);
      return policies.map((policy) => ({
        interest: name,
        policy: words(data.scenarios[policy.scenario].name),
        value: policy[measure().key],
        best: best.includes(policy),
      }));
    });
  const policies = () => [...new Set(cells().map(({ policy }) => policy))];
  return {
    id: "regret",
    words: () => ({
      title: measure().title,
      unit: `on each interest's scale from 0 to 1, ${monthName(table.month)}; outlined: best of the column`,
      meaning: "Regret: how far the policy falls short of the best one in the same run.",
      source: "",
    }),
    height: () => 46 + 38 * policies().length,
    draw({ width, height }) {
      const all = cells();
      const left = Math.min(width * 0.34, 16 + Math.max(...policies().map((policy) => textWidth(policy, 12))));
      const column = (width - left) / table.interests.length;
      const lines = (text: string, room: number) => wrapped(text, 11, room).slice(0, 2).join("\n");
      const values = all.flatMap(({ value }) => (value === null ? [] : [value]));
      const [low, high] = [Math.min(...values), Math.max(...values)];
      const shade = ({ value }: Cell) => (value === null || high === low ? 0 : 0.05 + 0.45 * ((value - low) / (high - low)));
      const svg = plot({
        width,
        height,
        marginLeft: left,
        marginRight: 0,
        marginTop: 40,
        marginBottom: 0,
        x: {
          domain: table.interests.map(({ name }) => name),
          axis: "top",
          label: null,
          tickSize: 0,
          padding: 0.03,
          tickFormat: (name: string) => lines(name, column - 8),
        },
        y: {
          domain: policies(),
          label: null,
          tickSize: 0,
          padding: 0.08,
          tickFormat: (policy: string) => lines(policy, left - 14),
        },
        marks: [
          Plot.cell(all, { x: "interest", y: "policy", fill: "var(--heat)", fillOpacity: shade }),
          Plot.cell(
            all.filter(({ best }) => best),
            { x: "interest", y: "policy", fill: "none", stroke: "var(--ink)", strokeWidth: 2, inset: 1 },
          ),
          ...[true, false].map((best) =>
            Plot.text(
              all.filter((cell) => cell.best === best),
              {
                x: "interest",
                y: "policy",
                text: ({ value }: Cell) => (value === null ? "–" : number(value, 2)),
                fontSize: 13,
                fontWeight: best ? 700 : 400,
                fill: "var(--ink)",
              },
            ),
          ),
        ],
      });
      const stops = all.map(({ interest, policy }) => ({
        x: at(svg, "x", interest) + svg.scale("x")!.bandwidth! / 2,
        y: at(svg, "y", policy) + svg.scale("y")!.bandwidth! / 2,
        head: `${policy}, ${interest}`,
        lines: () => {
          const found = table.interests
            .find(({ name }) => name === interest)!
            .policies.find(({ scenario }) => words(data.scenarios[scenario].name) === policy)!;
          return measures.map(({ key, title }) => ({ label: title, value: found[key] === null ? "–" : number(found[key]!, 2) }));
        },
      }));
      return { svg, stops, across: false, reach: 70 };
    },
    legend: () => [],
    table: () => ({
      header: ["interest", "scenario", ...measures.map(({ key }) => key)],
      rows: table.interests.flatMap(({ name, policies: list }) =>
        list.map((policy) => [name, data.scenarios[policy.scenario].name, ...measures.map(({ key }) => policy[key])]),
      ),
    }),
    summary: () =>
      table.interests
        .map(
          ({ name }) =>
            `${name}: best is ${cells()
              .filter((cell) => cell.interest === name && cell.best)
              .map(({ policy }) => policy)
              .join(" or ")}`,
        )
        .join("; ") + ".",
  };
}

export function regretSection(data: ReportData): Section | null {
  if (!data.regret || data.regret.interests.length === 0) return null;
  const { interests, objectives } = data.regret;
  const choice = { measure: 0 };
  const drawn = frame(regretFigure(data, choice));
  const chosen = (policies: Policy[], key: Measure["key"]) => {
    const best = bestBy(policies, key);
    if (best.length === policies.length) return "all alike";
    return best.length === 0 ? "–" : best.map(({ scenario }) => words(data.scenarios[scenario].name)).join(" or ");
  };
  return section(
    "policies",
    "Policies",
    "Which policy to choose",
    "There is no best policy, only one that is best for an interest and by a rule.",
    h(
      "div",
      { class: "controls" },
      select(
        "Show",
        measures.map(({ title }) => title),
        0,
        (measure) => {
          choice.measure = measure;
          drawn.redraw();
        },
      ),
    ),
    drawn.element,
    h("h3", {}, "What each rule would choose"),
    htmlTable(
      {
        header: ["Rule", ...interests.map(({ name: interest }) => interest)],
        rows: rules.map(({ title, key }) => [title, ...interests.map(({ policies }) => chosen(policies, key))]),
      },
      "Choices by rule",
    ),
    h(
      "details",
      {},
      h("summary", {}, "What each interest wants"),
      htmlTable(
        {
          header: ["Interest", "Objective", "Measure", "Wants", "Weight", "Good enough", "Unit"],
          rows: objectives.map((objective) => [
            objective.interest,
            objective.name,
            [objective.metric, objective.agent].filter(Boolean).join(" "),
            objective.direction,
            objective.weight,
            objective.threshold,
            objective.unit,
          ]),
        },
        "Objectives",
      ),
    ),
  );
}
