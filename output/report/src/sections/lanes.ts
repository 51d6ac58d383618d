// Puts the events of the calendar into lanes, one for each government, and into rows of a lane so that no label lies on another.
import type { ReportData, TimelineEntry } from "../data";

export interface Deed {
  id: string;
  label: string;
  kind: string;
  entries: TimelineEntry[];
  /** Where the line of its duration begins; it ends at `end`, or goes on. */
  start: string;
  end: string | null;
}

export interface Lane {
  name: string;
  deeds: Deed[];
}

/** A government with fewer deeds than this shares a lane with the others of its kind. */
const least = 2;

export function deedsOf(data: ReportData, shown: boolean[], from: string): Deed[] {
  const deeds = new Map<string, Deed>();
  for (const entry of data.timeline) {
    if (!entry.scenarios.some((stands, scenario) => stands && shown[scenario])) continue;
    const deed = deeds.get(entry.id) ?? {
      id: entry.id,
      label: entry.text,
      kind: entry.kind,
      entries: [],
      start: entry.month,
      end: null,
    };
    deed.entries.push(entry);
    if (entry.month < deed.start) deed.start = entry.month;
    if ((entry.what === "ends" || entry.what === "withdrawn") && (deed.end ?? "") < entry.month) deed.end = entry.month;
    deeds.set(entry.id, deed);
  }
  return [...deeds.values()]
    .filter(({ entries, end }) => entries.some(({ month }) => month >= from) || (end ?? "9999") > from)
    .sort((a, b) => a.start.localeCompare(b.start));
}

export function lanesOf(data: ReportData, deeds: Deed[]): Lane[] {
  const names = new Map(data.map?.nations.map(({ id, name }) => [id, name]));
  const laneOf = ({ entries }: Deed) =>
    entries[0].issuers.length === 0
      ? "Events that no government decides"
      : (names.get(entries[0].issuers[0]) ?? entries[0].issuers[0]);
  const lanes = new Map<string, Deed[]>();
  for (const deed of deeds) lanes.set(laneOf(deed), [...(lanes.get(laneOf(deed)) ?? []), deed]);
  const great = [...lanes].filter(([, list]) => list.length >= least).sort((a, b) => b[1].length - a[1].length);
  const small = [...lanes].filter(([, list]) => list.length < least);
  const rest = small.flatMap(([name, list]) =>
    list.map((deed) => ({ ...deed, label: deed.label.startsWith(name) ? deed.label : `${name}: ${deed.label}` })),
  );
  return [
    ...great.map(([name, list]) => ({ name, deeds: list.map((deed) => ({ ...deed, label: withoutName(deed.label, name) })) })),
    ...(rest.length > 0 ? [{ name: "Others", deeds: rest }] : []),
  ];
}

/** The lane says who; the label need not. */
function withoutName(label: string, name: string): string {
  return label.startsWith(`${name} `) ? label.slice(name.length + 1) : label;
}

/** The row of each stretch: the first in which it begins after the last one has ended. */
export function rowsOf(stretches: { from: number; to: number }[]): number[] {
  const ends: number[] = [];
  return stretches.map(({ from, to }) => {
    let row = ends.findIndex((end) => end <= from);
    if (row < 0) row = ends.length;
    ends[row] = to;
    return row;
  });
}
