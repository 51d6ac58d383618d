// Flows as arcs: broad at the seller, narrow at the buyer, bent so that the two directions of a pair lie apart.
export type Point = [number, number];

export interface Arc {
  outline: string;
  line: string;
  middle: Point;
}

/** `bend`: how far the arc leaves the straight line, as a share of its length. */
export function arc([x1, y1]: Point, [x2, y2]: Point, width: number, bend: number): Arc {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [nx, ny] = [(y2 - y1) / length, -(x2 - x1) / length];
  const side = x2 >= x1 ? 1 : -1;
  const lift = side * bend * length;
  const control: Point = [(x1 + x2) / 2 + nx * lift, (y1 + y2) / 2 + ny * lift];
  const [a, b] = [width / 2, Math.max(0.3, width / 8)];
  const at = (x: number, y: number) => `${x.toFixed(1)},${y.toFixed(1)}`;
  const half = (a + b) / 2;
  return {
    outline: `M${at(x1 + nx * a, y1 + ny * a)}Q${at(control[0] + nx * half, control[1] + ny * half)} ${at(x2 + nx * b, y2 + ny * b)}L${at(x2 - nx * b, y2 - ny * b)}Q${at(control[0] - nx * half, control[1] - ny * half)} ${at(x1 - nx * a, y1 - ny * a)}Z`,
    line: `M${at(x1, y1)}Q${at(...control)} ${at(x2, y2)}`,
    middle: [(x1 + 2 * control[0] + x2) / 4, (y1 + 2 * control[1] + y2) / 4],
  };
}
