// The supply chain with its choices of month and scenario, and the ranking of chokepoints beside it.
import type { ReportData } from "../data";
import { monthName, percent } from "../format";
import { frame } from "../frame";
import { h, select } from "../html";
import { scenarioSelect } from "./charts";
import { networkFigure, type ChainChoice } from "./network";
import { askedScenario } from "../store";
import { section, type Section } from "./section";

export function firstChain(data: ReportData): ChainChoice {
  const recorded = data.network!.months.filter((month) => month <= data.record_end).length - 1;
  return { scenario: askedScenario(data), month: Math.max(0, recorded) };
}

export function networkSection(data: ReportData): Section | null {
  const chain = data.network;
  if (!chain || chain.nodes.length === 0 || chain.months.length === 0) return null;
  const choice = firstChain(data);
  const drawn = frame(networkFigure(data, choice), { legend: true, leastWidth: 820 });
  const ranking = h("ol", { class: "ranking" });
  const fill = () =>
    ranking.replaceChildren(
      ...chain.scenarios[choice.scenario].months[choice.month].lost
        .slice(0, 12)
        .map(({ node, share }) =>
          h(
            "li",
            {},
            h("span", {}, chain.nodes[node].id),
            h("span", { class: "share" }, h("i", { style: `width:${100 * share}%` })),
            h("b", {}, percent(share)),
          ),
        ),
    );
  const pick = (part: Partial<ChainChoice>) => {
    Object.assign(choice, part);
    drawn.redraw();
    fill();
  };
  fill();
  return section(
    "chain",
    "Supply chain",
    "Who depends on whom",
    chain.note,
    h(
      "div",
      { class: "controls" },
      select("Month", chain.months.map(monthName), choice.month, (month) => pick({ month })),
      scenarioSelect(data, choice.scenario, (scenario) => pick({ scenario })),
    ),
    drawn.element,
    h("h3", {}, "Chokepoints: share of the world's accelerator deliveries lost without the node"),
    ranking,
  );
}
