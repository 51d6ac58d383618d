// Colours, dashes and letters by which scenarios and nations are distinguished; the colours themselves stand in colours.css.
import type { LegendItem } from "./legend";

const dashes = ["none", "7 3", "2.5 2.5", "9 3 2 3", "12 3", "5 2 1.5 2 1.5 2", "1.5 3.5", "14 4 4 4"];
const nationOrder = ["US", "CN", "TW", "KR", "JP", "NL", "FR", "GB"];

export const scenarioColour = (at: number) => `var(--s${at % dashes.length})`;
export const scenarioDash = (at: number) => dashes[at % dashes.length];
export const scenarioLetter = (at: number) => String.fromCharCode(65 + at);

/** Nations that stand out have a colour of their own, all others grey. */
export function nationColour(id: string): string {
  const at = nationOrder.indexOf(id);
  return at < 0 ? "var(--n-other)" : `var(--n${at})`;
}
export const hasNationColour = (id: string) => nationOrder.includes(id);

/** Those that stand out by their colour, and one key for the others, which share theirs. */
export function nationKeys(nations: { id: string; name: string }[]): LegendItem[] {
  const grey = nations.filter(({ id }) => !hasNationColour(id));
  const key = (label: string, id: string) => ({ label, colour: nationColour(id), shape: "box" as const });
  return [
    ...nations.filter(({ id }) => hasNationColour(id)).map(({ id, name }) => key(`${id} ${name}`, id)),
    ...(grey.length > 0 ? [key(grey.length === 1 ? grey[0].name : "others", grey[0].id)] : []),
  ];
}
