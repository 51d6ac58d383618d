// Reads the data that the program put into the page and builds the page, or one chart if the address asks for it.
import "./colours.css";
import "./page.css";
import type { ReportData } from "./data";
import { drawAlone } from "./export";
import { h } from "./html";
import { page } from "./page";
import { setOrigin } from "./standalone";

function read(): ReportData | null {
  try {
    const data = JSON.parse(document.getElementById("report-data")!.textContent!) as ReportData;
    return data.format === "chokepoint-report-1" && Array.isArray(data.charts) ? data : null;
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
