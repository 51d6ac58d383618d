// The supply chain with its choices of month and scenario, and the ranking of chokepoints beside it.
import type { ReportData } from "../data";
import { monthName } from "../format";
import { frame } from "../frame";
import { h, select } from "../html";
import { chainMonth } from "./chain";
import { lostWords, networkFigure, type ChainChoice } from "./network";
import { firstWhich, whichControls } from "./which";
import { section, type Section } from "./section";

export function firstChain(data: ReportData): ChainChoice {
  const recorded = data.network!.months.filter((month) => month <= data.record_end).length - 1;
  return { ...firstWhich(data), month: Math.max(0, recorded) };
}

export function networkSection(data: ReportData): Section | null {
  const chain = data.network;
  if (!chain || chain.nodes.length === 0 || chain.months.length === 0) return null;
  const choice = firstChain(data);
  const drawn = frame(networkFigure(data, choice), { legend: true, leastWidth: 820 });
  const ranking = h("ol", { class: "ranking" });
  const heading = h("h3");
  const fill = () => {
    const lost = chainMonth(chain, choice, choice.month).lost.slice(0, 12);
    // Shares are of all deliveries; differences are small, and drawn by the largest.
    const whole = choice.less === undefined ? 1 : Math.max(1e-9, ...lost.map(({ share }) => Math.abs(share)));
    heading.textContent = `Chokepoints: ${choice.less === undefined ? "share" : "by how many points a larger or smaller share"} of the world's accelerator deliveries lost without the node`;
    ranking.replaceChildren(
      ...lost
        .map(({ node, share, low, high }) => {
          const { value, band } = lostWords(share, low, high, choice.less !== undefined);
          return h(
            "li",
            {},
            h("span", {}, chain.nodes[node].id),
            h("span", { class: "share" }, h("i", { style: `width:${(100 * Math.abs(share)) / whole}%` })),
            h("b", {}, value),
            h("small", {}, band),
          );
        }),
    );
  };
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
      ...whichControls(data, (which) => pick({ less: undefined, ...which })),
    ),
    drawn.element,
    heading,
    ranking,
  );
}
