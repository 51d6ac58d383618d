// Reads the data that the program put into the page and builds the page, or one chart if the address asks for it.
import "./colours.css";
import "./page.css";
import type { ReportData } from "./data";
import { drawAlone } from "./export";
import { h } from "./html";
import { page } from "./page";
import { setOrigin } from "./standalone";

/** Values of charts come as whole steps, which is short; from here on they are in the chart's unit. */
function inUnits(data: ReportData): ReportData {
  for (const chart of data.charts) {
    if (!chart.step) continue;
    const power = Math.round(Math.log10(chart.step));
    const value = (steps: number) => (steps === null ? steps : power < 0 ? steps / 10 ** -power : steps * 10 ** power);
    for (const band of [...chart.levels, ...chart.differences])
      if (band) for (const name of ["p05", "p25", "p50", "p75", "p95"] as const) band[name] = band[name].map(value);
  }
  return data;
}

function read(): ReportData | null {
  try {
    const data = JSON.parse(document.getElementById("report-data")!.textContent!) as ReportData;
    return data.format === "chokepoint-report-1" && Array.isArray(data.charts) ? inUnits(data) : null;
  } catch {
    return null;
  }
}

const data = read();
const root = document.getElementById("page")!;
if (!data) root.append(h("p", { class: "missing" }, "This page has not been filled with data."));
else {
  document.title = data.title;
  setOrigin(`chokepoint ${data.provenance.version}, ${data.provenance.replicates} runs, seed ${data.provenance.seed}`);
  const wanted = new URLSearchParams(location.hash.slice(1));
  if (wanted.has("chart")) drawAlone(data, wanted, root);
  else page(data, root);
  addEventListener("hashchange", () => {
    if (location.hash.includes("chart=") || wanted.has("chart")) location.reload();
  });
}
