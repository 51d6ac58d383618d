// What is traded in a month: the strongest flows of a layer and the sales that rules close.
import type { TradeMap } from "../data";
import type { Which } from "./which";

export interface Flow {
  from: number;
  to: number;
  value: number;
  /** 90 % of the runs; absent of one run, and of what is not told. */
  band?: [number, number];
  /** Share of the pair's links that rules close. */
  closed: number;
}

export interface TradeChoice extends Which {
  layer: number;
  month: number;
  most: number;
}

/** What one scenario trades more than the other; pairs of which one side is not told are left out. */
function differences(map: TradeMap, { scenario, layer, month }: TradeChoice, less: number): Flow[] {
  const told = (at: number) => map.scenarios[at].flows.filter((flow) => flow.layer === layer && flow.from !== flow.to);
  const other = new Map(told(less).map((flow) => [`${flow.from} ${flow.to}`, flow]));
  return told(scenario)
    .flatMap((own): Flow[] => {
      const base = other.get(`${own.from} ${own.to}`);
      if (!base) return [];
      const { from, to, change } = own;
      return [{ from, to, value: own.values[month] - base.values[month], band: change && [change.low[month], change.high[month]], closed: 0 }];
    })
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}

export function flowsOf(map: TradeMap, choice: TradeChoice): Flow[] {
  const { scenario, layer, month, less } = choice;
  if (less !== undefined) return differences(map, choice, less);
  const { flows, closed } = map.scenarios[scenario];
  const pairs = new Map<string, Flow>();
  const pair = (from: number, to: number) => {
    const key = `${from} ${to}`;
    if (!pairs.has(key)) pairs.set(key, { from, to, value: 0, closed: 0 });
    return pairs.get(key)!;
  };
  for (const flow of flows)
    if (flow.layer === layer && flow.from !== flow.to && flow.values[month] > 0)
      Object.assign(pair(flow.from, flow.to), { value: flow.values[month], band: flow.low && [flow.low[month], flow.high![month]] });
  for (const rule of closed)
    if (rule.layer === layer && rule.from !== rule.to && rule.share[month] > 0)
      pair(rule.from, rule.to).closed = rule.share[month];
  return [...pairs.values()].sort((a, b) => b.value - a.value || b.closed - a.closed);
}

/** The strongest flows, and of the closed pairs as many again: the closed ones sell little and would never be seen. */
export function shownFlows(flows: Flow[], most: number): { open: Flow[]; closed: Flow[] } {
  return {
    open: flows.filter(({ value }) => value !== 0).slice(0, most),
    closed: flows.filter(({ closed }) => closed > 0).slice(0, most),
  };
}

/** The largest difference of the layer in any month. */
export const largestDifference = (map: TradeMap, choice: TradeChoice): number =>
  Math.max(1e-9, ...map.months.flatMap((_, month) => flowsOf(map, { ...choice, month }).map(({ value }) => Math.abs(value))));

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
