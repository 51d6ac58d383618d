// The world map of trade: flows of one layer in one month as arcs, closed sales as dashed red lines.
import { geoEqualEarth, geoPath, type GeoProjection } from "d3-geo";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import world from "world-atlas/countries-110m.json";
import type { ReportData } from "../data";
import type { Drawing, Figure, Size, Stop } from "../figure";
import { change, monthName, number, percent } from "../format";
import { s } from "../html";
import type { LegendItem } from "../legend";
import { hasNationColour, nationColour } from "../palette";
import { arc, type Point } from "./arcs";
import { placeOf } from "./places";
import { whichName } from "./which";
import { flowsOf, largest, largestDifference, shownFlows, type Flow, type TradeChoice } from "./trade";

const topology = world as unknown as Topology<{ countries: GeometryCollection }>;
const countries = feature(topology, topology.objects.countries).features.filter(({ id }) => id !== "010");
const ratio = 0.5;
const widest = 18;

function land(projection: GeoProjection, traders: Set<string>): SVGGElement {
  const path = geoPath(projection);
  return s(
    "g",
    { stroke: "var(--coast)", "stroke-width": 0.5 },
    ...countries.map((country) =>
      s("path", { d: path(country) ?? "", fill: traders.has(String(country.id)) ? "var(--land-trading)" : "var(--land)" }),
    ),
  );
}

/** Names beside the nations that trade most, none over another. */
function names(points: { id: string; name: string; at: Point; value: number }[], width: number): SVGGElement {
  const taken: [number, number, number, number][] = [];
  const group = s("g", {
    "font-size": 11,
    "font-weight": 600,
    fill: "var(--ink)",
    stroke: "var(--paper)",
    "stroke-width": 3,
    "paint-order": "stroke",
  });
  for (const {
    id,
    name,
    at: [x, y],
  } of points.slice(0, width < 600 ? 8 : 16)) {
    const text = width < 600 || name.length > 16 ? id : name;
    const box: [number, number, number, number] = [x + 6, y - 7, x + 10 + text.length * 6.3, y + 6];
    if (taken.some(([left, top, right, bottom]) => box[0] < right && box[2] > left && box[1] < bottom && box[3] > top)) continue;
    taken.push(box);
    group.append(s("text", { x: x + 7, y: y + 4 }, text));
  }
  return group;
}

export function mapFigure(data: ReportData, choice: TradeChoice): Figure {
  const map = data.map!;
  const layer = () => map.layers[choice.layer];
  const flows = () => flowsOf(map, choice);
  const name = (nation: number) => map.nations[nation].name;
  const differs = () => choice.less !== undefined;
  const top = () => (differs() ? largestDifference(map, choice) : largest(map, choice.layer));
  const decimals = () => (top() < 100 ? 1 : 0);
  const write = (value: number) => (differs() ? change(value) : number(value, decimals()));
  const colour = (flow: Flow) => (!differs() ? nationColour(map.nations[flow.from].id) : flow.value < 0 ? "var(--s2)" : "var(--s1)");
  const say = (flow: Flow) => ({
    label: `${name(flow.from)} to ${name(flow.to)}`,
    value: `${write(flow.value)}${flow.band ? ` (${write(flow.band[0])} to ${write(flow.band[1])})` : ""}${flow.closed > 0 ? `, ${percent(flow.closed)} closed` : ""}`,
  });

  function draw({ width, height }: Size): Drawing {
    const shown = shownFlows(flows(), choice.most);
    const projection = geoEqualEarth()
      .rotate([-12, 0])
      .fitExtent(
        [
          [2, 6],
          [width - 2, height - 4],
        ],
        { type: "FeatureCollection", features: countries },
      );
    const at = (nation: number): Point => {
      const { longitude, latitude } = placeOf(map.nations[nation].id);
      return projection([longitude, latitude])!;
    };
    const involved = new Map<number, number>();
    for (const { from, to, value } of [...shown.open, ...shown.closed])
      for (const nation of [from, to]) involved.set(nation, (involved.get(nation) ?? 0) + Math.abs(value));
    const traders = new Set([...involved.keys()].flatMap((nation) => placeOf(map.nations[nation].id).shape ?? []));
    const widestFlow = top();
    const scale = Math.min(1, width / 900);
    const svg = s("svg", { width, height, viewBox: `0 0 ${width} ${height}`, fill: "currentColor" }, land(projection, traders));
    const arcs = s("g");
    const stops: Stop[] = [];
    for (const flow of shown.open) {
      const curve = arc(at(flow.from), at(flow.to), Math.max(0.8, widest * scale * Math.sqrt(Math.abs(flow.value) / widestFlow)), 0.22);
      arcs.prepend(
        s("path", {
          d: curve.outline,
          class: "flow",
          fill: colour(flow),
          "fill-opacity": 0.62,
          stroke: "var(--paper)",
          "stroke-width": 0.4,
        }),
      );
      stops.push({ x: curve.middle[0], y: curve.middle[1], head: `${layer().title}, ${layer().unit}`, lines: () => [say(flow)] });
    }
    const bans = s("g", { fill: "none", stroke: "var(--ban)" });
    for (const flow of shown.closed) {
      const curve = arc(at(flow.from), at(flow.to), 1, 0.34);
      const [x, y] = curve.middle;
      const cross = 3.5;
      bans.append(
        s("path", { d: curve.line, class: "ban", "stroke-width": 0.8 + 1.2 * flow.closed, "stroke-dasharray": "5 4" }),
        s("path", {
          d: `M${x - cross},${y - cross}l${2 * cross},${2 * cross}m0,${-2 * cross}l${-2 * cross},${2 * cross}`,
          "stroke-width": 1.8,
        }),
      );
      if (flow.value === 0 || !shown.open.includes(flow))
        stops.push({ x, y, head: `${layer().title}, ${layer().unit}`, lines: () => [say(flow)] });
    }
    const points = [...involved]
      .map(([nation, value]) => ({ ...map.nations[nation], at: at(nation), value }))
      .sort((a, b) => b.value - a.value);
    svg.append(
      arcs,
      bans,
      s(
        "g",
        { stroke: "var(--paper)", "stroke-width": 1 },
        ...points.map(({ at: [x, y], id }) => s("circle", { cx: x, cy: y, r: 3, fill: nationColour(id) })),
      ),
      names(points, width),
    );
    return { svg, stops, across: false };
  }

  return {
    id: "map",
    words: () => ({
      title: `${layer().title}, ${monthName(map.months[choice.month])}: ${whichName(data, choice)}`,
      unit: `${layer().unit}; arcs narrow from the seller to the buyer; their breadth is the square root of the value, at most ${number(top(), decimals())}`,
      meaning: `${map.note} Sales inside a nation are left out.`,
      source: "",
    }),
    height: (width) => Math.round(width * ratio),
    draw,
    legend() {
      const shown = shownFlows(flows(), choice.most);
      const sellers = [...new Set(shown.open.map(({ from }) => from))];
      const coloured = sellers.filter((nation) => hasNationColour(map.nations[nation].id));
      const items: LegendItem[] = differs()
        ? [
            { label: "more", colour: "var(--s1)", shape: "box" },
            { label: "less", colour: "var(--s2)", shape: "box" },
          ]
        : coloured.map((nation) => ({
        label: `from ${name(nation)}`,
        colour: nationColour(map.nations[nation].id),
        shape: "box",
      }));
      if (!differs() && coloured.length < sellers.length) items.push({ label: "from others", colour: "var(--n-other)", shape: "box" });
      if (shown.closed.length > 0)
        items.push({ label: "closed by rules, wholly or in part", colour: "var(--ban)", dash: "5 4", shape: "ban" });
      return items;
    },
    table: () => ({
      header: ["from", "to", `mean (${layer().unit})`, "low", "high", "closed_share"],
      rows: flows().map(({ from, to, value, band, closed }) => [name(from), name(to), value, band?.[0] ?? null, band?.[1] ?? null, closed]),
    }),
    summary() {
      const all = flows();
      const closed = all.filter((flow) => flow.closed > 0);
      const list = all
        .filter(({ value }) => value !== 0)
        .slice(0, 3)
        .map((flow) => {
          const { label, value } = say(flow);
          return `${label} ${value}`;
        });
      return `${all.length} flows in ${monthName(map.months[choice.month])}. ${list.length === 0 ? "None is told." : `Largest: ${list.join("; ")}.`} ${closed.length === 0 ? "Nothing is closed." : `${closed.length} closed, among them ${name(closed[0].from)} to ${name(closed[0].to)}.`}`;
    },
  };
}
