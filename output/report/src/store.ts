// What the reader has chosen, and who wants to know when it changes.
import type { ReportData } from "./data";

export interface View {
  /** By scenario: drawn at all. */
  shown: boolean[];
  /** The scenario whose bands are drawn. */
  focus: number;
  kind: "levels" | "differences";
  /** First month of the time axis. */
  from: string;
  /** Id of the event that stands as a marker in all charts. */
  event: string | null;
}

type Listener = (view: View) => void;

export class Store {
  private listeners: Listener[] = [];
  constructor(public view: View) {}

  change(part: Partial<View>) {
    this.view = { ...this.view, ...part };
    for (const listener of this.listeners) listener(this.view);
  }

  onChange(listener: Listener) {
    this.listeners.push(listener);
  }
}

/** Charts begin in 2019: before that there is little to see. */
export const usualStart = "2019-01";

/** The scenario that the page is about: the one that is compared, of several the first. */
export function askedScenario(data: ReportData): number {
  const told = data.answer?.policies.find(({ same_as_baseline: same }) => !same) ?? data.answer?.policies[0];
  return told?.scenarios[0] ?? Math.max(0, data.scenarios.findIndex((_, at) => at !== data.baseline));
}

export function firstView(data: ReportData): View {
  const first = data.months.find((month) => month >= usualStart && month < data.record_end) ?? data.months[0];
  return {
    shown: data.scenarios.map(() => true),
    focus: askedScenario(data),
    kind: "levels",
    from: first,
    event: null,
  };
}

/** What the reader has chosen, for the address. */
export function addressOf({ shown, focus, kind, from, event }: View): string {
  const parts = new URLSearchParams({ view: kind, focus: String(focus), from, shown: shown.map(Number).join("") });
  if (event !== null) parts.set("event", event);
  return parts.toString();
}

/** The view that an address asks for; what it does not say, or says wrong, is as at first. */
export function viewOf(hash: string, data: ReportData): View {
  const view = firstView(data);
  const wanted = new URLSearchParams(hash.slice(1));
  if (!wanted.has("view")) return view;
  const [kind, focus, from, shown] = ["view", "focus", "from", "shown"].map((name) => wanted.get(name) ?? "");
  if (kind === "differences" && data.baseline !== null) view.kind = "differences";
  if (data.scenarios[Number(focus)]) view.focus = Number(focus);
  if (data.months.includes(from)) view.from = from;
  if (shown.length === data.scenarios.length && /^[01]+$/.test(shown) && shown.includes("1"))
    view.shown = [...shown].map((digit) => digit === "1");
  const event = wanted.get("event");
  if (data.timeline.some(({ id }) => id === event)) view.event = event;
  return view;
}
