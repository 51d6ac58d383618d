// What is traded in a month: the strongest flows of a layer and the sales that rules close.
import type { TradeMap } from "../data";

export interface Flow {
  from: number;
  to: number;
  value: number;
  /** Share of the pair's links that rules close. */
  closed: number;
}

export interface TradeChoice {
  scenario: number;
  layer: number;
  month: number;
  most: number;
}

export function flowsOf(map: TradeMap, { scenario, layer, month }: TradeChoice): Flow[] {
  const { flows, closed } = map.scenarios[scenario];
  const pairs = new Map<string, Flow>();
  const pair = (from: number, to: number) => {
    const key = `${from} ${to}`;
    if (!pairs.has(key)) pairs.set(key, { from, to, value: 0, closed: 0 });
    return pairs.get(key)!;
  };
  for (const flow of flows)
    if (flow.layer === layer && flow.from !== flow.to && flow.values[month] > 0)
      pair(flow.from, flow.to).value = flow.values[month];
  for (const rule of closed)
    if (rule.layer === layer && rule.from !== rule.to && rule.share[month] > 0)
      pair(rule.from, rule.to).closed = rule.share[month];
  return [...pairs.values()].sort((a, b) => b.value - a.value || b.closed - a.closed);
}

/** The strongest flows, and of the closed pairs as many again: the closed ones sell little and would never be seen. */
export function shownFlows(flows: Flow[], most: number): { open: Flow[]; closed: Flow[] } {
  return {
    open: flows.filter(({ value }) => value > 0).slice(0, most),
    closed: flows.filter(({ closed }) => closed > 0).slice(0, most),
  };
}

/** The largest flow of the layer in any scenario and month: widths can be compared over time and between scenarios. */
export function largest(map: TradeMap, layer: number): number {
  return Math.max(
    1e-9,
    ...map.scenarios.flatMap(({ flows }) =>
      flows
        .filter((flow) => flow.layer === layer && flow.from !== flow.to)
        .map(({ values }) => Math.max(...values.filter(Number.isFinite))),
    ),
  );
}
