// The scenario as text, and what levers and chips read and write in it; whatever else a person wrote stays.
import { isMap, isScalar, isSeq, parseDocument, type Document, type YAMLMap, type YAMLSeq } from "yaml";
import type { Lever } from "./levers";

export const firstText = `scenario:
  name: mine
  extends: baseline.yaml
  compare_to: baseline.yaml

policies: []

events: []
`;

/** The month of what a lever writes, and its value. */
export interface Setting {
  value: number;
  start: string;
}

function listOf(document: Document, key: string): YAMLSeq | null {
  const list = document.get(key);
  return isSeq(list) ? list : null;
}

const eventsOf = (document: Document) => (listOf(document, "events")?.items ?? []).filter((item): item is YAMLMap => isMap(item));

export function read(text: string, levers: Lever[]): { settings: Map<string, Setting>; policies: string[] } {
  const document = parseDocument(text);
  const settings = new Map<string, Setting>();
  const events = eventsOf(document);
  for (const lever of levers) {
    const event = events.find((item) => item.get("id") === lever.id);
    const value = Number(event?.get(lever.field));
    if (event && Number.isFinite(value)) settings.set(lever.id, { value, start: String(event.get("start") ?? lever.start) });
  }
  const policies = (listOf(document, "policies")?.items ?? []).flatMap((item) => (isScalar(item) ? [String(item.value)] : []));
  return { settings, policies };
}

/** A list of the document that can grow: an empty `[]` becomes one of lines. */
function growing(document: Document, key: string): YAMLSeq {
  const list = listOf(document, key) ?? (document.createNode([]) as YAMLSeq);
  list.flow = false;
  document.set(key, list);
  return list;
}

export function withLever(text: string, lever: Lever, { value, start }: Setting): string {
  const document = parseDocument(text);
  const list = growing(document, "events");
  const at = list.items.findIndex((item) => isMap(item) && item.get("id") === lever.id);
  if (value === lever.today) {
    if (at >= 0) list.items.splice(at, 1);
  } else if (at >= 0) {
    const event = list.items[at] as YAMLMap;
    event.set(lever.field, value);
    event.set("start", start);
  } else {
    const event = document.createNode({ id: lever.id, ...lever.event, [lever.field]: value, start, source: "hypothetical" }) as YAMLMap;
    for (const pair of event.items) if (isSeq(pair.value)) pair.value.flow = true;
    list.items.push(event);
  }
  return written(document, list);
}

export function withPolicy(text: string, policy: string, on: boolean): string {
  const document = parseDocument(text);
  const list = growing(document, "policies");
  const at = list.items.findIndex((item) => isScalar(item) && item.value === policy);
  if (on && at < 0) list.items.push(document.createNode(policy));
  if (!on && at >= 0) list.items.splice(at, 1);
  return written(document, list);
}

function written(document: Document, list: YAMLSeq): string {
  if (list.items.length === 0) list.flow = true;
  return document.toString({ lineWidth: 0 });
}
