// A table of the page; it scrolls inside its own box.
import type { Table } from "./download";
import { h } from "./html";

export function htmlTable(table: Table, title: string): HTMLElement {
  const numeric = table.header.map(
    (_, column) => table.rows.length > 0 && table.rows.every((row) => typeof row[column] === "number" || row[column] === null),
  );
  const cell = (value: string | number | null, column: number) => {
    const attributes = numeric[column] ? { class: "number" } : {};
    const text = value === null ? "" : String(value);
    return column === 0 ? h("th", { scope: "row", ...attributes }, text) : h("td", attributes, text);
  };
  return scrollBox(
    title,
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          ...table.header.map((text, column) => h("th", { scope: "col", class: numeric[column] ? "number" : "" }, text)),
        ),
      ),
      h("tbody", {}, ...table.rows.map((row) => h("tr", {}, ...row.map(cell)))),
    ),
  );
}

export function scrollBox(title: string, content: Node): HTMLElement {
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": title }, content);
}
