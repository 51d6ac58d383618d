// By what policies are judged, and which are best by it.
import type { RegretTable } from "../data";

export type Policy = RegretTable["interests"][number]["policies"][number];
export interface Measure {
  key: keyof Policy & ("expected_regret" | "worst_regret" | "value" | "worst_value" | "satisficing" | "best_share");
  title: string;
  less: boolean;
}
export const measures: Measure[] = [
  { key: "expected_regret", title: "Expected regret", less: true },
  { key: "worst_regret", title: "Regret in the worst run", less: true },
  { key: "value", title: "Expected value", less: false },
  { key: "worst_value", title: "Value in the worst run", less: false },
  { key: "satisficing", title: "Share of runs in which every threshold is met", less: false },
  { key: "best_share", title: "Share of runs in which it is the best", less: false },
];

export const rules: { key: Measure["key"]; title: string }[] = [
  { key: "expected_regret", title: "Least expected regret" },
  { key: "worst_value", title: "Best worst case" },
  { key: "worst_regret", title: "Least worst regret" },
  { key: "satisficing", title: "Most often good enough" },
];

/** The policies that are best by a measure. */
export function bestBy(policies: Policy[], key: Measure["key"]): Policy[] {
  const told = policies.flatMap((policy) => policy[key] ?? []);
  const best = measures.find((measure) => measure.key === key)!.less ? Math.min(...told) : Math.max(...told);
  return policies.filter((policy) => policy[key] === best);
}
