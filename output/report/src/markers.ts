// The chosen event as a vertical line in charts.
import * as Plot from "@observablehq/plot";
import type { ReportData } from "./data";
import { monthDate } from "./format";
import type { View } from "./store";

export function eventMarkers(data: ReportData, view: View): Plot.Markish[] {
  const entries = data.timeline.filter(({ id, month }) => id === view.event && month >= view.from);
  if (entries.length === 0) return [];
  return [
    Plot.ruleX(entries, {
      x: ({ month }: { month: string }) => monthDate(month),
      stroke: "var(--accent)",
      strokeWidth: 1.5,
      strokeDasharray: "4 2",
      insetTop: -2,
    }),
  ];
}
