// Reading a drawing: the nearest stop under the pointer, or the next one by arrow keys, says its numbers in a tooltip.
import type { Drawing, Stop } from "./figure";
import { h, s } from "./html";
import { swatch } from "./legend";

const tooltip = h("div", { class: "tooltip", hidden: true, "aria-hidden": "true" });

function nearest({ stops, across, reach = 28 }: Drawing, x: number, y: number): number {
  let best = -1;
  let least = across ? Infinity : reach;
  stops.forEach((stop, at) => {
    const distance = across ? Math.abs(stop.x - x) : Math.hypot(stop.x - x, stop.y - y);
    if (distance < least) {
      least = distance;
      best = at;
    }
  });
  return best;
}

function place(svg: SVGSVGElement, stop: Stop, scale: number) {
  const frame = svg.getBoundingClientRect();
  const x = frame.left + stop.x * scale;
  const y = frame.top + stop.y * scale;
  const { offsetWidth: width, offsetHeight: height } = tooltip;
  const left = x + 14 + width > innerWidth - 8 ? Math.max(8, x - 14 - width) : x + 14;
  const top = Math.min(Math.max(8, y - height / 2), innerHeight - height - 8);
  tooltip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}

export function attachReading(drawing: Drawing, spoken: HTMLElement) {
  const { svg, stops, across } = drawing;
  if (stops.length === 0) return;
  const height = svg.viewBox.baseVal.height;
  const mark = across
    ? s("line", { class: "crosshair", y1: 14, y2: height - 24, visibility: "hidden" })
    : s("circle", { class: "crosshair", r: 9, visibility: "hidden" });
  svg.append(mark);
  svg.tabIndex = 0;
  let current = -1;

  const hide = () => {
    current = -1;
    tooltip.hidden = true;
    mark.setAttribute("visibility", "hidden");
  };
  const show = (at: number, speak: boolean) => {
    if (at < 0) return hide();
    if (at === current && !tooltip.hidden) return;
    current = at;
    const stop = stops[at];
    const lines = stop.lines();
    if (!tooltip.isConnected) document.body.append(tooltip);
    tooltip.replaceChildren(
      h("strong", {}, stop.head),
      ...lines.map(({ label, value, key }) =>
        h("div", {}, key ? swatch(key) : null, h("span", {}, label), value === undefined ? null : h("b", {}, value)),
      ),
    );
    tooltip.hidden = false;
    place(svg, stop, svg.getBoundingClientRect().width / svg.viewBox.baseVal.width);
    if (across) {
      mark.setAttribute("x1", String(stop.x));
      mark.setAttribute("x2", String(stop.x));
    } else {
      mark.setAttribute("cx", String(stop.x));
      mark.setAttribute("cy", String(stop.y));
    }
    mark.setAttribute("visibility", "visible");
    if (speak) spoken.textContent = [stop.head, ...lines.map(({ label, value }) => `${label} ${value ?? ""}`)].join("; ");
  };

  svg.addEventListener("pointermove", (event) => {
    const frame = svg.getBoundingClientRect();
    const scale = svg.viewBox.baseVal.width / frame.width;
    show(nearest(drawing, (event.clientX - frame.left) * scale, (event.clientY - frame.top) * scale), false);
  });
  svg.addEventListener("pointerleave", hide);
  svg.addEventListener("blur", hide);
  svg.addEventListener("focus", () => {
    if (svg.matches(":focus-visible")) show(across ? stops.length - 1 : 0, true);
  });
  svg.addEventListener("click", () => stops[current]?.choose?.());
  svg.addEventListener("keydown", (event) => {
    const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: 12, PageUp: -12 };
    const last = stops.length - 1;
    if (event.key in steps) show(Math.min(last, Math.max(0, current + steps[event.key])), true);
    else if (event.key === "Home") show(0, true);
    else if (event.key === "End") show(last, true);
    else if (event.key === "Escape") hide();
    else if (event.key === "Enter") stops[current]?.choose?.();
    else return;
    event.preventDefault();
  });
}
