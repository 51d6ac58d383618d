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
  /** Values are told less those of this scenario. */
  less?: number;
}

/** Flows of a layer that a page tells of each scenario at most: of a layer with fewer all are told. */
const told = 45;

/** Whether a pair that is not among the flows told of a scenario has none. */
const allTold = (map: TradeMap, scenario: number, layer: number) =>
  map.scenarios[scenario].flows.filter((flow) => flow.layer === layer).length < told;

/** What one scenario trades more than the other; pairs of which one side is not told are left out. */
function differences(map: TradeMap, choice: TradeChoice, less: number): Flow[] {
  const key = ({ from, to }: Flow) => `${from} ${to}`;
  const [own, other] = [choice.scenario, less].map((scenario) => flowsOf(map, { ...choice, scenario, less: undefined }));
  const pairs = new Set([...own, ...other].map(key));
  const [ownBy, otherBy] = [own, other].map((flows) => new Map(flows.map((flow) => [key(flow), flow])));
  const known = (by: Map<string, Flow>, pair: string, scenario: number) => by.has(pair) || allTold(map, scenario, choice.layer);
  return [...pairs]
    .filter((pair) => known(ownBy, pair, choice.scenario) && known(otherBy, pair, less))
    .map((pair) => {
      const [from, to] = pair.split(" ").map(Number);
      const value = (ownBy.get(pair)?.value ?? 0) - (otherBy.get(pair)?.value ?? 0);
      return { from, to, value, closed: ownBy.get(pair)?.closed ?? 0 };
    })
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || b.closed - a.closed);
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
      pair(flow.from, flow.to).value = flow.values[month];
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
