// What a batch study found: tables, each with what it says in words.
import type { Finding, ReportData } from "../data";
import { saveCsv } from "../download";
import { h } from "../html";
import { htmlTable } from "../table";
import { section, type Section } from "./section";

function article({ id, title, words, header, rows }: Finding): HTMLElement {
  const table = { header, rows };
  return h(
    "article",
    { class: "finding", id: `finding-${id}` },
    h("h3", {}, title),
    words ? h("p", {}, words) : null,
    rows.length > 0 ? htmlTable(table, title) : null,
    rows.length > 0
      ? h("p", { class: "files" }, h("button", { type: "button", class: "file", onclick: () => saveCsv(id, table) }, "CSV"))
      : null,
  );
}

export function findingsSection(data: ReportData): Section | null {
  if (data.findings.length === 0) return null;
  return section(
    "findings",
    "Tables",
    "All figures",
    data.study ? "Over all points of the design, not over a posterior: shares count points, not odds of the world." : "",
    data.findings.length === 1
      ? article(data.findings[0])
      : h("details", { class: "whole" }, h("summary", {}, `${data.findings.length} tables`), ...data.findings.map(article)),
  );
}
