// The sections of a batch study: heat map, what moves it, where it happens, all points at once.
import type { ReportData, Study } from "../data";
import { frame } from "../frame";
import { h, select } from "../html";
import { boxFigure, tradeOffFigure } from "./study_box";
import { causesFigure } from "./study_causes";
import { firstGrid, panelFactors, type GridChoice } from "./study_grid";
import { heatFigure } from "./study_heat";
import { fronts, parallelFigure, type FrontChoice } from "./study_parallel";
import { section, type Section } from "./section";

function heatSection(data: ReportData, study: Study): Section | null {
  const choice = firstGrid(study);
  if (!choice) return null;
  const drawn = frame(heatFigure(data, choice), { legend: true });
  const names = study.factors.map(({ title }) => title);
  const panels = panelFactors(study);
  const pick = (part: Partial<GridChoice>) => {
    Object.assign(choice, part);
    drawn.redraw();
  };
  return section(
    "heat-section",
    "Over the factors",
    "The result over two factors",
    study.all_points > study.points[0].length ? `Of ${study.all_points} points ${study.points[0].length} are drawn, evenly over the design.` : "",
    h(
      "div",
      { class: "controls" },
      study.quantities.length > 1
        ? select("Result", study.quantities.map(({ title }) => title), choice.quantity, (quantity) => pick({ quantity }))
        : null,
      names.length > 2 ? select("Across", names, choice.across, (across) => pick({ across })) : null,
      names.length > 2 ? select("Upwards", names, choice.down, (down) => pick({ down })) : null,
      panels.length > 0
        ? select("Panels by", ["none", ...panels.map((at) => names[at])], panels.indexOf(choice.panels) + 1, (at) =>
            pick({ panels: at === 0 ? -1 : panels[at - 1] }),
          )
        : null,
    ),
    drawn.element,
  );
}

function causesSection(data: ReportData, study: Study): Section | null {
  const told = study.causes.flatMap(({ inputs }, at) => (inputs.length > 0 ? [at] : []));
  if (told.length === 0) return null;
  return section(
    "causes-section",
    "What moves it",
    "What moves the result",
    "",
    h("div", { class: "grid large" }, ...told.map((at) => frame(causesFigure(data, at), { legend: true, large: true }).element)),
  );
}

export const boxed = (study: Study) =>
  study.cases.flatMap(({ box }, at) => (box && box.path.length > 1 ? [at] : []));

function casesSection(data: ReportData, study: Study): Section | null {
  if (boxed(study).length === 0) return null;
  const figures = boxed(study).flatMap((at) => [
    ...(study.cases[at].box!.sides.length > 0 ? [frame(boxFigure(data, at), { legend: true, large: true })] : []),
    frame(tradeOffFigure(data, at), { large: true }),
  ]);
  return section(
    "cases-section",
    "Where it happens",
    "Where it happens",
    "A box is a range for some factors. The more of what happens it covers, the less of it happens inside: the curve shows what is given up for what.",
    h("div", { class: "grid large" }, ...figures.map(({ element }) => element)),
  );
}

function parallelSection(data: ReportData, study: Study): Section | null {
  if (study.factors.length < 2 || study.quantities.length === 0 || study.points[0].length < 2) return null;
  const choice: FrontChoice = { front: 0 };
  const drawn = frame(parallelFigure(data, choice), { legend: true, leastWidth: Math.max(560, 66 * Math.min(12, study.factors.length)) });
  const all = fronts(data).map(({ label }) => label);
  return section(
    "parallel-section",
    "All points",
    "All points at once",
    "",
    h(
      "div",
      { class: "controls" },
      select("In front", all, 0, (front) => {
        choice.front = front;
        drawn.redraw();
      }),
    ),
    drawn.element,
  );
}

export function studySections(data: ReportData): (Section | null)[] {
  const { study } = data;
  if (!study) return [];
  return [heatSection(data, study), causesSection(data, study), casesSection(data, study), parallelSection(data, study)];
}
