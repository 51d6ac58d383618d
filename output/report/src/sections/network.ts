// The supply chain as a layered graph: links by value, closed ones dashed, chokepoints large and named first.
import type { ReportData } from "../data";
import type { Drawing, Figure, Size, Stop } from "../figure";
import { capital, change, monthName, number, percent, range, signed, words } from "../format";
import { s } from "../html";
import type { LegendItem } from "../legend";
import { hasNationColour, nationColour } from "../palette";
import { shortened, wrapped } from "../text";
import { chainMonth, layOut, type Place, type Tie } from "./chain";
import { whichName, type Which } from "./which";

export interface ChainChoice extends Which {
  month: number;
}

const most = 9;
const bar = 9;
const head = 34;
/** A node without which this share of the world's deliveries is lost is a chokepoint. */
const choke = 0.1;
/** One whose share differs by this is told of a difference. */
const chokeChanges = 0.01;

/** A share lost, or by how many points it differs, with 90 % of the runs. */
export function lostWords(share: number, low: number | undefined, high: number | undefined, differs: boolean): { value: string; band: string } {
  const points = (value: number) => 100 * value;
  const value = differs ? signed(points(share), 1) : percent(share);
  const known = low !== undefined && high !== undefined && low !== high;
  return { value, band: known ? range(points(low), points(high), differs ? 1 : 0, differs ? signed : number) + (differs ? "" : " %") : "" };
}

const closedKey: LegendItem = { label: "mostly closed by rules", colour: "var(--ban)", dash: "5 4", shape: "line" };
const links: LegendItem[] = [
  { label: "more goes through", colour: "var(--s1)", shape: "line" },
  { label: "less goes through", colour: "var(--s2)", shape: "line" },
];

export function networkFigure(data: ReportData, choice: ChainChoice): Figure {
  const chain = data.network!;
  const month = () => chainMonth(chain, choice, choice.month);
  const differs = () => choice.less !== undefined;
  const name = (place: Place) => (place.node < 0 ? `${place.count} others` : chain.nodes[place.node].id);
  const nation = (place: Place) => (place.node < 0 ? "" : chain.nodes[place.node].nation);
  const money = (value: number) => (differs() ? `${change(value)} points` : `${number(value, value < 100 ? 1 : 0)} ${chain.unit}`);
  const colour = (tie: Tie) => (differs() ? (tie.value < 0 ? "var(--s2)" : "var(--s1)") : nationColour(nation(tie.from)));
  const goods = ({ goods: list }: Tie) => list.map(words).join(", ");
  const nodeName = (node: number) => chain.nodes[node].id;

  const lostShort = (share: number) => (differs() ? signed(100 * share, 1) : percent(share));
  const lostLine = ({ node, lost: share }: Place) => {
    const told = month().lost.find((row) => row.node === node);
    if (!told || share === 0) return [];
    const { value, band } = lostWords(share, told.low, told.high, differs());
    return [{ label: `deliveries lost without it${differs() ? ", points" : ""}`, value: band === "" ? value : `${value} (${band})` }];
  };

  function draw({ width, height }: Size): Drawing {
    const { places, ties } = layOut(chain, month(), most, height - head - 6);
    const left = 26; // room for the ring of a great chokepoint
    const lastRoom = Math.min(120, width / 9);
    const x = (layer: number) => left + (layer * (width - lastRoom - left - 12)) / Math.max(1, chain.layers.length - 1);
    const y = (place: Place) => head + place.y;
    const step = chain.layers.length > 1 ? x(1) - x(0) : width;
    const labelRoom = step - 24;
    const top = Math.max(1e-9, ...ties.map(({ value }) => Math.abs(value)));
    const svg = s("svg", { width, height, viewBox: `0 0 ${width} ${height}`, fill: "currentColor" });
    const lines = s("g", { fill: "none" });
    const nodes = s("g");
    const stops: Stop[] = [];
    for (const tie of ties) {
      const closed = tie.closed >= 0.5;
      const strong = Math.max(0.6, 16 * Math.sqrt(Math.abs(tie.value) / top));
      if (!closed && strong < 0.9) continue;
      const x1 = x(tie.from.layer) + bar,
        x2 = x(tie.to.layer),
        y1 = y(tie.from) + tie.from.height / 2,
        y2 = y(tie.to) + tie.to.height / 2;
      const forward = tie.to.layer > tie.from.layer;
      const reach = forward ? (x2 - x1) / 2 : 46;
      const end = forward ? x2 : x2 + bar;
      const d = `M${x1},${y1.toFixed(1)}C${x1 + reach},${y1.toFixed(1)} ${forward ? x2 - reach : end + reach},${y2.toFixed(1)} ${end},${y2.toFixed(1)}`;
      lines.append(
        closed
          ? s("path", { d, class: "ban", stroke: "var(--ban)", "stroke-width": 1.5, "stroke-dasharray": "5 4" })
          : s("path", {
              d,
              class: "link",
              stroke: colour(tie),
              "stroke-width": strong.toFixed(1),
              "stroke-opacity": differs() ? 0.5 : 0.28,
            }),
      );
    }
    for (const place of places) {
      const left = x(place.layer),
        middle = y(place) + place.height / 2;
      const great = Math.abs(place.lost) >= (differs() ? chokeChanges : choke);
      const ring = Math.abs(place.lost);
      const label = shortened(
        name(place),
        great ? 12 : 10.5,
        (place.layer === chain.layers.length - 1 ? lastRoom : labelRoom) - (great ? 42 : 0),
        great ? "bold" : "",
      );
      nodes.append(
        s("rect", {
          x: left,
          y: y(place),
          width: bar,
          height: place.height,
          fill: place.node < 0 ? "var(--rule-strong)" : nationColour(nation(place)),
        }),
      );
      if (great)
        nodes.append(
          s("circle", {
            cx: left + bar / 2,
            cy: middle,
            r: 6 + 16 * ring,
            fill: "none",
            stroke: "var(--ban)",
            "stroke-width": 1 + 2 * ring,
          }),
        );
      nodes.append(
        s(
          "text",
          {
            x: left + bar + (great ? 4 + 16 * ring : 4),
            y: middle + 3.5,
            "font-size": great ? 12 : 10.5,
            "font-weight": great ? 700 : 400,
            stroke: "var(--paper)",
            "stroke-width": 4,
            "paint-order": "stroke",
            fill: place.node < 0 ? "var(--muted)" : "var(--ink)",
          },
          label,
          great ? s("tspan", { fill: "var(--ban)" }, ` ${lostShort(place.lost)}`) : null,
        ),
      );
      const sales = ties.filter(({ from }) => from === place).slice(0, 4),
        purchases = ties.filter(({ to }) => to === place).slice(0, 4);
      stops.push({
        x: left + bar / 2,
        y: middle,
        head: [name(place), nation(place)].filter(Boolean).join(", "),
        lines: () => [
          ...lostLine(place),
          ...sales.map((tie) => ({
            label: `to ${name(tie.to)}: ${goods(tie)}`,
            value: `${money(tie.value)}${tie.closed > 0 ? `, ${percent(tie.closed)} closed` : ""}`,
          })),
          ...purchases.map((tie) => ({
            label: `from ${name(tie.from)}: ${goods(tie)}`,
            value: `${money(tie.value)}${tie.closed > 0 ? `, ${percent(tie.closed)} closed` : ""}`,
          })),
        ],
      });
    }
    const heads = chain.layers.map((layer, at) =>
      s(
        "text",
        { x: x(at), y: 12, "font-size": 11, "font-weight": 700, fill: "var(--ink)" },
        ...wrapped(capital(layer), 11, at === chain.layers.length - 1 ? lastRoom : step - 8, "bold")
          .slice(0, 2)
          .map((line, row) => s("tspan", { x: x(at), dy: row === 0 ? 0 : 13 }, line)),
      ),
    );
    svg.append(lines, nodes, ...heads);
    return { svg, stops: stops.sort((a, b) => a.x - b.x || a.y - b.y), across: false };
  }

  return {
    id: "network",
    words: () => ({
      title: `The supply chain, ${monthName(chain.months[choice.month])}: ${whichName(data, choice)}`,
      unit: differs()
        ? "links broaden with the square root of the difference; red rings: by how many points more or less of the world's accelerator deliveries are lost without the node"
        : "links broaden with the square root of their value; red rings and per cent: share of the world's accelerator deliveries lost without the node",
      meaning: `${chain.note} The ${most} greatest of each layer stand by themselves, the others are one.`,
      source: "",
    }),
    height: () => 560,
    least: () => 420,
    draw,
    legend() {
      const nations = [...new Set(chain.nodes.map(({ nation: id }) => id))].filter(hasNationColour);
      return [
        ...nations.map((id) => ({
          label: data.map?.nations.find((other) => other.id === id)?.name ?? id,
          colour: nationColour(id),
          shape: "box" as const,
        })),
        { label: "others", colour: "var(--n-other)", shape: "box" },
        ...(differs() ? links : [closedKey]),
        { label: "chokepoint", colour: "var(--ban)", shape: "hollow" },
      ];
    },
    table: () => ({
      header: ["from", "to", "good", `mean (${chain.unit})`, "low", "high", "closed_share"],
      rows: month().links.map(({ from, to, good, value, low, high, closed }) => [nodeName(from), nodeName(to), good, value, low ?? null, high ?? null, closed]),
    }),
    summary: () =>
      `${month().links.length} links. Chokepoints, by the share of deliveries lost without them: ${month()
        .lost.slice(0, 5)
        .map(({ node, share }) => `${nodeName(node)} ${lostShort(share)}`)
        .join(", ")}.`,
  };
}
