// One figure as an SVG file that needs nothing else: title, unit, legend, drawing, source; light colours, styles written out.
import type { Figure, Size } from "./figure";
import { s } from "./html";
import { fonts, textWidth, wrapped } from "./text";
import { picture, swatchWidth, type LegendItem } from "./legend";

/** Size of a file that the reader takes away. */
export const fileSize: Size = { width: 960, height: 540 };

const margin = 16;

let origin = "chokepoint";
/** What every file says of where it comes from. */
export function setOrigin(text: string) {
  origin = text;
}

function legendRow(items: LegendItem[], width: number, top: number): { element: SVGGElement; bottom: number } {
  const element = s("g");
  let x = 0;
  let y = top;
  for (const item of items) {
    const wide = swatchWidth + 6 + textWidth(item.label, 11) + 16;
    if (x > 0 && x + wide > width) {
      x = 0;
      y += 17;
    }
    element.append(
      s(
        "g",
        { transform: `translate(${margin + x},${y})` },
        picture(item),
        s("text", { x: swatchWidth + 6, y: 10, "font-size": 11 }, item.label),
      ),
    );
    x += wide;
  }
  return { element, bottom: items.length > 0 ? y + 20 : top };
}

const inherited = ["fill", "stroke", "font-size", "font-weight", "opacity"] as const;

/** Classes and custom properties mean nothing outside the page: writes out what they come to. */
function writeOut(root: SVGSVGElement) {
  for (const element of root.querySelectorAll<SVGElement>("*")) {
    if (element instanceof SVGStyleElement) continue;
    const style = getComputedStyle(element);
    for (const name of inherited) {
      const value = element.getAttribute(name);
      if (element.hasAttribute("class") || value === "currentColor" || value?.includes("var("))
        element.setAttribute(name, style.getPropertyValue(name));
    }
    for (const name of ["style", "class", "font-family", "tabindex", "role"]) element.removeAttribute(name);
  }
  root.querySelectorAll("style, .crosshair").forEach((element) => element.remove());
}

export interface Standalone extends Size {
  source: string;
}

/** As wide as asked for; higher than asked for if the drawing would be unreadable. */
export function standalone(figure: Figure, size: Size): Standalone {
  const { title, unit, source } = figure.words();
  const { width } = size;
  const inner = width - 2 * margin;
  const texts = s("g");
  let y = margin + 14;
  for (const line of wrapped(title, 16, inner, "bold")) {
    texts.append(s("text", { x: margin, y, "font-size": 16, "font-weight": 700 }, line));
    y += 20;
  }
  for (const line of wrapped(unit, 12, inner)) {
    texts.append(s("text", { x: margin, y, "font-size": 12, fill: "#555" }, line));
    y += 16;
  }
  const legend = legendRow(figure.legend(), inner, y - 6);
  const foot = wrapped([origin, source === "" ? "" : `record: ${source}`].filter(Boolean).join("; "), 10, inner);
  const footHeight = 13 * foot.length + margin + 6;
  const drawn = Math.max(120, figure.least?.(inner) ?? 0, size.height - legend.bottom - footHeight);
  const height = Math.round(legend.bottom + drawn + footHeight);
  foot.forEach((line, at) =>
    texts.append(
      s("text", { x: margin, y: height - margin + 4 - 13 * (foot.length - 1 - at), "font-size": 10, fill: "#666" }, line),
    ),
  );
  const { svg } = figure.draw({ width: inner, height: drawn, alone: true });
  svg.setAttribute("x", String(margin));
  svg.setAttribute("y", String(legend.bottom));
  const root = s(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      "font-family": fonts,
      "font-size": 11,
      fill: "#1a1a1a",
    },
    s("title", {}, title),
    s("desc", {}, figure.summary()),
    s("rect", { width, height, fill: "#fff" }),
    texts,
    legend.element,
    svg,
  );
  const studio = document.createElement("div");
  studio.className = "studio";
  studio.dataset.theme = "light";
  studio.append(root);
  document.body.append(studio);
  writeOut(root);
  studio.remove();
  return { source: new XMLSerializer().serializeToString(root), width, height };
}
