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

export function firstView(data: ReportData): View {
  const others = data.scenarios.findIndex((_, at) => at !== data.baseline);
  const first = data.months.find((month) => month >= usualStart && month < data.record_end) ?? data.months[0];
  return {
    shown: data.scenarios.map(() => true),
    focus: data.baseline ?? Math.max(0, others),
    kind: "levels",
    from: first,
    event: null,
  };
}
