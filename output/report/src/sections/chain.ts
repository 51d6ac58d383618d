// Lays out the supply chain: layers from left to right, the greatest of each by themselves, all others as one.
import type { Paired, SupplyChain } from "../data";
import type { Which } from "./which";

export interface Place {
  /** Index of the node, or -1 for all others of the layer. */
  node: number;
  layer: number;
  /** How many nodes it stands for. */
  count: number;
  value: number;
  lost: number;
  y: number;
  height: number;
}

export interface Tie {
  from: Place;
  to: Place;
  goods: string[];
  /** Of a difference below zero where it is less. */
  value: number;
  /** Mean over links, by value; links without value count a little. */
  closed: number;
}

export type ChainMonth = SupplyChain["scenarios"][number]["months"][number];

/** A month of one scenario, or what it has more than in another: links and shares below zero where it has less. */
export function chainMonth(chain: SupplyChain, { scenario, less }: Which, month: number): ChainMonth {
  const own = chain.scenarios[scenario].months[month];
  if (less === undefined) return own;
  const base = chain.scenarios[less].months[month];
  const key = ({ from, to, good }: ChainMonth["links"][number]) => `${from} ${to} ${good}`;
  const values = new Map(base.links.map((link) => [key(link), link.value]));
  const shares = new Map(base.lost.map(({ node, share }) => [node, share]));
  return {
    links: own.links.map((link) => ({ ...link, ...band(link.change), value: link.value - (values.get(key(link)) ?? 0), closed: 0 })),
    lost: own.lost
      .map((lost) => ({ ...lost, ...band(lost.change), share: lost.share - (shares.get(lost.node) ?? 0) }))
      .sort((a, b) => Math.abs(b.share) - Math.abs(a.share)),
  };
}

const band = (change: Paired<number> | undefined) => ({ low: change?.low, high: change?.high });

/** The greatest by value, and every chokepoint, whatever its value. */
function chosen(chain: SupplyChain, month: ChainMonth, most: number): Set<number> {
  const value = new Map<number, number>();
  for (const { from, to, value: size } of month.links) {
    value.set(from, (value.get(from) ?? 0) + Math.abs(size));
    value.set(to, (value.get(to) ?? 0) + Math.abs(size));
  }
  const lost = new Map(month.lost.map(({ node, share }) => [node, share]));
  const rank = (node: number) => Math.abs(lost.get(node) ?? 0) * 1e15 + (value.get(node) ?? 0);
  return new Set(
    chain.layers.flatMap((_, layer) =>
      [...value.keys()]
        .filter((node) => chain.nodes[node].layer === layer)
        .sort((a, b) => rank(b) - rank(a))
        .slice(0, most),
    ),
  );
}

export function layOut(chain: SupplyChain, month: ChainMonth, most: number, height: number): { places: Place[]; ties: Tie[] } {
  const alone = chosen(chain, month, most);
  const lost = new Map(month.lost.map(({ node, share }) => [node, share]));
  const places = new Map<string, Place>();
  const members = new Map<Place, Set<number>>();
  const keyOf = (node: number) => (alone.has(node) ? `node ${node}` : `layer ${chain.nodes[node].layer}`);
  const placeOf = (node: number): Place => {
    const layer = chain.nodes[node].layer;
    const key = keyOf(node);
    const place = places.get(key) ?? {
      node: alone.has(node) ? node : -1,
      layer,
      count: 0,
      value: 0,
      lost: alone.has(node) ? (lost.get(node) ?? 0) : 0,
      y: 0,
      height: 0,
    };
    places.set(key, place);
    members.set(place, (members.get(place) ?? new Set()).add(node));
    return place;
  };
  const ties = new Map<string, Tie & { weight: number }>();
  const into = new Map<Place, number>(),
    out = new Map<Place, number>();
  for (const link of month.links) {
    const from = placeOf(link.from),
      to = placeOf(link.to);
    if (from === to) continue;
    const key = `${keyOf(link.from)}, ${keyOf(link.to)}`;
    const tie = ties.get(key) ?? { from, to, goods: [], value: 0, closed: 0, weight: 0 };
    const weight = Math.abs(link.value) + 1e-6;
    tie.closed = (tie.closed * tie.weight + link.closed * weight) / (tie.weight + weight);
    tie.weight += weight;
    tie.value += link.value;
    if (!tie.goods.includes(link.good)) tie.goods.push(link.good);
    ties.set(key, tie);
    out.set(from, (out.get(from) ?? 0) + Math.abs(link.value));
    into.set(to, (into.get(to) ?? 0) + Math.abs(link.value));
  }
  for (const [place, nodes] of members) {
    place.count = nodes.size;
    place.value = Math.max(into.get(place) ?? 0, out.get(place) ?? 0);
  }
  const all = [...places.values()];
  const list = [...ties.values()];
  stack(chain, all, list, height);
  return { places: all, ties: list.sort((a, b) => Math.abs(b.value) - Math.abs(a.value)) };
}

const gap = 15;
const least = 5;

/** Heights by the square root of the value; order by where the partners are, so that few links cross. */
function stack(chain: SupplyChain, places: Place[], ties: Tie[], height: number) {
  const columns = chain.layers.map((_, layer) =>
    places.filter((place) => place.layer === layer).sort((a, b) => (a.node < 0 ? 1 : b.node < 0 ? -1 : b.value - a.value)),
  );
  const size = ({ value }: Place) => Math.sqrt(value);
  const scale = Math.min(
    ...columns
      .filter((column) => column.length > 0)
      .map(
        (column) => Math.max(0, height - column.length * (gap + least)) / column.reduce((sum, place) => sum + size(place), 1e-9),
      ),
  );
  const settle = (column: Place[]) => {
    for (const place of column) place.height = least + Math.min(60, size(place) * scale);
    const free = height - column.reduce((sum, place) => sum + place.height, 0);
    const between = free / (column.length + 1);
    let y = between;
    for (const place of column) {
      place.y = y;
      y += place.height + between;
    }
  };
  columns.forEach(settle);
  const middle = (place: Place) => place.y + place.height / 2;
  const pull = (place: Place) => {
    const partners = ties
      .filter(({ from, to }) => from === place || to === place)
      .map((tie) => ({ at: middle(tie.from === place ? tie.to : tie.from), weight: Math.sqrt(Math.abs(tie.value)) + 0.1 }));
    return (
      partners.reduce((sum, { at, weight }) => sum + at * weight, 0) /
      (partners.reduce((sum, { weight }) => sum + weight, 0) || 1)
    );
  };
  for (let pass = 0; pass < 4; ++pass)
    for (const column of columns) {
      const wanted = new Map(column.map((place) => [place, place.node < 0 ? Infinity : pull(place)]));
      column.sort((a, b) => wanted.get(a)! - wanted.get(b)!);
      settle(column);
    }
}
