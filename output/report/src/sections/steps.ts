// A waterfall: where each part begins and ends.
import type { Attribution } from "../data";
import { words } from "../format";

export interface Step {
  label: string;
  /** What the part is. */
  text: string;
  from: number;
  to: number;
  value: number;
  /** 0 where it is not known. */
  se: number;
  known: boolean;
  total: boolean;
}

/** Each part begins where the last one ended; the total begins at zero. */
export function steps(attribution: Attribution): Step[] {
  let sum = 0;
  const parts = attribution.parts.map(({ text, policy, value, se }) => ({
    label: words(policy).replaceAll("-", " "),
    text,
    from: sum,
    to: (sum += value),
    value,
    se: se ?? 0,
    known: se !== null,
    total: false,
  }));
  return [
    ...parts,
    {
      label: "All together",
      text: "",
      from: 0,
      to: attribution.total,
      value: attribution.total,
      se: attribution.total_se ?? 0,
      known: attribution.total_se !== null,
      total: true,
    },
  ];
}
