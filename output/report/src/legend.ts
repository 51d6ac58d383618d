// Keys of a legend: the same picture of a line, box or mark on the page and in a file.
import { h, s } from "./html";

export interface LegendItem {
  label: string;
  colour: string;
  shape: "line" | "box" | "band" | "dot" | "ring" | "hollow" | "ban";
  dash?: string;
}

export const swatchWidth = 24;

/** Keys side by side, of figures that share them. */
export const legendRow = (items: LegendItem[]) =>
  h("div", { class: "legend" }, ...items.map((item) => h("span", { class: "key" }, swatch(item), item.label)));

export function swatch(item: LegendItem): SVGSVGElement {
  return s(
    "svg",
    { width: swatchWidth, height: 12, viewBox: `0 0 ${swatchWidth} 12`, "aria-hidden": "true", class: "swatch" },
    picture(item),
  );
}

export function picture({ shape, colour, dash }: LegendItem): SVGElement {
  if (shape === "box") return s("rect", { x: 6, y: 1, width: 12, height: 10, fill: colour });
  if (shape === "band")
    return s(
      "g",
      { fill: colour },
      s("rect", { x: 2, y: 0, width: 20, height: 12, "fill-opacity": 0.2 }),
      s("rect", { x: 2, y: 3.5, width: 20, height: 5, "fill-opacity": 0.35 }),
    );
  if (shape === "dot") return s("circle", { cx: 12, cy: 6, r: 3.5, fill: colour });
  if (shape === "hollow") return s("circle", { cx: 12, cy: 6, r: 4, fill: "none", stroke: colour, "stroke-width": 1.8 });
  if (shape === "ring")
    return s(
      "g",
      {},
      s("circle", { cx: 12, cy: 6, r: 4, fill: "none", stroke: colour, "stroke-width": 1.5 }),
      s("circle", { cx: 12, cy: 6, r: 1.2, fill: colour }),
    );
  const line = s("line", {
    x1: 0,
    y1: 6,
    x2: swatchWidth,
    y2: 6,
    stroke: colour,
    "stroke-width": 2.2,
    "stroke-dasharray": dash ?? "none",
  });
  if (shape === "line") return line;
  return s("g", {}, line, s("path", { d: "M9,3l6,6m0,-6l-6,6", stroke: colour, "stroke-width": 1.8, fill: "none" }));
}
