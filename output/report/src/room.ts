// Room on an axis: what it spans, and labels kept apart along it.
/** Zero belongs to the axis unless it lies far below everything. */
export function domainOf(values: number[], logarithmic: boolean): [number, number] {
  const positive = logarithmic ? values.filter((value) => value > 0) : values;
  let low = Math.min(...positive),
    high = Math.max(...positive);
  if (positive.length === 0) return logarithmic ? [1, 10] : [0, 1];
  if (logarithmic) return low === high ? [low / 2, high * 2] : [Math.max(low, high / 1e7), high];
  if (low > 0 && low < 0.4 * high) low = 0;
  if (high < 0 && high > 0.4 * low) high = 0;
  if (low === high) {
    low -= Math.abs(low) || 1;
    high += Math.abs(high) || 1;
  }
  return [low, high];
}

/** Moves labels apart so that none is closer than `gap` to the next, and all stay between `low` and `high`. */
export function spread(wanted: number[], gap: number, low: number, high: number): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a] - wanted[b]);
  const placed = wanted.slice();
  for (let pass = 0; pass < 60; ++pass) {
    for (let k = 1; k < order.length; ++k) {
      const above = order[k - 1],
        below = order[k];
      const lacking = gap - (placed[below] - placed[above]);
      if (lacking > 1e-9) {
        placed[above] -= lacking / 2;
        placed[below] += lacking / 2;
      }
    }
    for (const index of order) placed[index] = Math.min(high, Math.max(low, placed[index]));
  }
  return placed;
}
