// The frame of a figure on the page: legend, drawing when it comes into sight, table, downloads.
import { saveCsv, savePng, saveSvg } from "./download";
import type { Figure } from "./figure";
import { h } from "./html";
import { legendRow } from "./legend";
import { attachReading } from "./reading";
import { fileSize, standalone } from "./standalone";
import { htmlTable } from "./table";

export interface Frame {
  element: HTMLElement;
  redraw(): void;
}

interface FrameOptions {
  controls?: HTMLElement[];
  /** Small switches that stand beside the downloads. */
  switches?: HTMLElement[];
  legend?: boolean;
  large?: boolean;
  /** The least width of the drawing; narrower screens scroll inside its box. */
  leastWidth?: number;
}

const inSight = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) if (entry.isIntersecting) (entry.target as HTMLElement).dispatchEvent(new CustomEvent("sight"));
  },
  { rootMargin: "300px" },
);

export function frame(figure: Figure, options: FrameOptions = {}): Frame {
  const heading = h("h3", { id: `${figure.id}-title` });
  const unit = h("p", { class: "unit" });
  const meaning = h("p", { class: "meaning", id: `${figure.id}-meaning`, hidden: true });
  const source = h("p", { class: "source" });
  const legend = h("div", { class: "legend" });
  const box = h("div", { class: "drawing" });
  const summary = h("p", { class: "unseen", id: `${figure.id}-summary` });
  const spoken = h("p", { class: "unseen", "aria-live": "polite" });
  const tableBox = h("div", { class: "data", hidden: true });
  const info = h(
    "button",
    { type: "button", class: "info", "aria-expanded": "false", "aria-controls": meaning.id, onclick: () => open(info, meaning) },
    "i",
  );
  const tableButton = h(
    "button",
    {
      type: "button",
      class: "file",
      "aria-expanded": "false",
      onclick: () => {
        open(tableButton, tableBox);
        fillTable();
      },
    },
    "Table",
  );
  const alone = () => standalone(figure, { ...fileSize, height: Math.max(fileSize.height, figure.height(fileSize.width) + 90) });
  const file = (kind: string, act: () => void) =>
    h(
      "button",
      {
        type: "button",
        class: "file",
        "data-kind": kind,
        "aria-label": `Download ${kind}: ${figure.words().title}`,
        onclick: act,
      },
      kind,
    );
  const files = h(
    "div",
    { class: "files" },
    ...(options.switches ?? []),
    tableButton,
    file("CSV", () => saveCsv(figure.id, figure.table())),
    file("SVG", () => saveSvg(figure.id, alone().source)),
    file("PNG", () => void savePng(figure.id, alone())),
  );
  const element = h(
    "figure",
    {
      id: `figure-${figure.id}`,
      class: options.large ? "large" : "",
      "aria-labelledby": heading.id,
      "aria-describedby": summary.id,
    },
    h("figcaption", {}, h("div", { class: "heading" }, heading, info), unit, meaning),
    ...(options.controls ?? []),
    legend,
    box,
    spoken,
    summary,
    h("div", { class: "foot" }, source, files),
    tableBox,
  );

  let wanted = true;
  let width = 0;
  const fillTable = () => {
    if (!tableBox.hidden) tableBox.replaceChildren(htmlTable(figure.table(), figure.words().title));
  };
  const draw = () => {
    if (!box.isConnected || box.clientWidth === 0) return;
    wanted = false;
    const words = figure.words();
    heading.textContent = words.title;
    unit.textContent = words.unit;
    meaning.textContent = words.meaning;
    info.setAttribute("aria-label", `What it means: ${words.title}`);
    info.title = words.meaning;
    info.hidden = words.meaning === "";
    source.textContent = words.source === "" ? "" : `Source of the record: ${words.source}`;
    summary.textContent = figure.summary();
    if (options.legend)
      legend.replaceChildren(...legendRow(figure.legend()).childNodes);
    width = box.clientWidth;
    const drawnWidth = Math.max(width, options.leastWidth ?? 0);
    const drawing = figure.draw({ width: drawnWidth, height: figure.height(drawnWidth) });
    drawing.svg.setAttribute("role", "img");
    drawing.svg.setAttribute("aria-label", `${words.title}. ${summary.textContent}`);
    box.style.minHeight = "";
    box.replaceChildren(drawing.svg);
    attachReading(drawing, spoken);
    fillTable();
    element.dataset.drawn = "1";
  };
  const redraw = () => {
    wanted = true;
    inSight.unobserve(element);
    inSight.observe(element);
  };
  element.addEventListener("sight", () => {
    if (wanted) draw();
  });
  addEventListener("beforeprint", () => {
    if (wanted) draw();
  });
  new ResizeObserver(() => {
    if (width !== 0 && Math.abs(box.clientWidth - width) > 1) redraw();
  }).observe(box);
  inSight.observe(element);
  box.style.minHeight = `${figure.height(360)}px`;
  heading.textContent = figure.words().title;
  return { element, redraw };
}

function open(button: HTMLElement, part: HTMLElement) {
  part.hidden = !part.hidden;
  button.setAttribute("aria-expanded", String(!part.hidden));
}
