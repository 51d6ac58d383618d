// The whole page in a browser: it draws everything, answers mouse and keyboard, is accessible, fits every screen and is quick.
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { after, before, test } from "node:test";
import { fixture, study } from "../fixture.mjs";
import { drawAll, drawOne, firstBlocks, launch, open, pageFile, template } from "./browser.mjs";

const axe = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const data = fixture(6);
let browser, file;
before(async () => {
  browser = await launch();
  file = pageFile("six", data);
});
after(() => browser.close());

test("the template is at most 700 KB, the page of six scenarios at most 3 MB", () => {
  assert.ok(template.length <= 700_000, `${template.length}`);
  assert.ok(statSync(file).size <= 3_000_000, `${statSync(file).size}`);
});

for (const scenarios of [1, 6, 7])
  test(`every figure is drawn: ${scenarios} scenarios`, async () => {
    const all = fixture(scenarios);
    const { page, close } = await open(browser, pageFile(`drawn-${scenarios}`, all));
    await drawAll(page);
    const figures = await page.$$eval("figure", (list) =>
      list.map((figure) => ({
        id: figure.id,
        marks: figure.querySelectorAll(".drawing path, .drawing circle, .drawing rect, .drawing line").length,
        label: figure.querySelector(".drawing svg")?.getAttribute("aria-label") ?? "",
        overflow: [...figure.querySelectorAll(".drawing path")].filter((path) =>
          /NaN|undefined/.test(path.getAttribute("d") ?? ""),
        ).length,
      })),
    );
    for (const chart of all.charts)
      assert.ok(
        figures.some(({ id }) => id === `figure-${chart.id}`),
        chart.id,
      );
    for (const { id, marks, label, overflow } of figures) {
      assert.ok(marks > 4, `${id} has ${marks} marks`);
      assert.ok(label.length > 20, `${id}: ${label}`);
      assert.equal(overflow, 0, id);
    }
    const sections = await page.$$eval("main > section", (list) => list.map(({ id }) => id));
    for (const id of ["comparison", "winners-section", "policies", "reasons", "parts", "hypotheses"])
      assert.equal(sections.includes(id), scenarios > 1, id);
    await close();
  });

test("the answer comes first: question, verdict, difference; a term tells its meaning", async () => {
  const two = fixture(2);
  const { page, close } = await open(browser, pageFile("two", two), { hasTouch: true });
  assert.equal(await page.locator("h1").textContent(), two.answer.question);
  assert.match(await page.locator(".verdicts").textContent(), /counterproductive”: no for capability; probably yes for chips/);
  assert.match(await page.locator(".headline").textContent(), /250 of 256 runs/);
  await page.locator(".headline .term").tap();
  assert.match(await page.locator(".headline").textContent(), /Epoch Capabilities Index/);
  const sections = await page.$$eval("main > section", (list) => list.map(({ id }) => id));
  assert.deepEqual(sections.slice(0, 3), ["glance-section", "story", "hypotheses"]);
  await close();
});

test("the scenario asked for is in front, and the record stands beside one that contains it", async () => {
  const two = fixture(2);
  two.scenarios[0].on_record = false;
  two.scenarios[1].on_record = true;
  const rings = (page) => page.locator("#figure-eci_gap .drawing circle").count();
  const { page, close } = await open(browser, pageFile("asked", two));
  await drawAll(page);
  assert.equal(await page.getByLabel("Bands of").evaluate((list) => list.selectedIndex), 1);
  for (const part of ["#trade", "#chain"])
    assert.equal(await page.locator(part).locator(".switcher [aria-pressed=true]").textContent(), "with no ban");
  assert.ok((await rings(page)) > 3);
  await page.locator(".chip input").nth(1).uncheck();
  await page.locator("#figure-eci_gap").scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelectorAll("#figure-eci_gap .drawing circle").length === 0);
  await close();
});

test("what a reader chooses stands in the address, and comes back with it", async () => {
  const { page, close } = await open(browser, file);
  await page.getByLabel("Bands of").selectOption({ index: 3 });
  const hash = await page.evaluate(() => location.hash);
  assert.match(hash, /focus=3/);
  await close();
  const { page: again, close: closeAgain } = await open(browser, file, { hash });
  assert.equal(await again.getByLabel("Bands of").evaluate((list) => list.selectedIndex), 3);
  await closeAgain();
});

test("by the keyboard every section is reached in fifteen stops", async () => {
  const { page, close } = await open(browser, file);
  const sections = await page.$$eval("main > section", (list) => list.map(({ id }) => id));
  await page.keyboard.press("Tab"); // past the bar
  await page.keyboard.press("Enter");
  let stops = 1;
  for (const id of sections.slice(1)) {
    await page.keyboard.press("Tab");
    ++stops;
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), `#${id}`);
    await page.keyboard.press("Enter");
  }
  assert.ok(stops <= 15, `${stops}`);
  await close();
});

test("the map tells what one scenario trades more than the other", async () => {
  const { page, close } = await open(browser, pageFile("less", fixture(2)));
  await drawOne(page, "map");
  const summary = () => page.locator("#figure-map-summary, #map-summary").first().textContent();
  const before = await summary();
  await page.locator("#trade").getByRole("button", { name: "difference" }).click();
  await page.waitForFunction(() => /less baseline/.test(document.getElementById("map-title").textContent));
  assert.deepEqual(await page.$$eval("#figure-map .legend .key", (list) => list.slice(0, 2).map(({ textContent }) => textContent)), ["more", "less"]);
  assert.notEqual(await summary(), before);
  assert.match(await summary(), /[+−]/);
  await page.locator("#trade").getByRole("button", { name: "with no ban" }).click();
  await page.waitForFunction(() => !/less baseline/.test(document.getElementById("map-title").textContent));
  await close();
});

test("a batch study stands alone: findings and indices, no empty sections, accessible, at any width", async () => {
  const file = pageFile("study", study());
  for (const width of [375, 1280]) {
    const { page, close } = await open(browser, file, { width });
    await drawAll(page);
    assert.deepEqual(await page.$$eval("main > section", (list) => list.map(({ id }) => id)), ["heat-section", "causes-section", "cases-section", "parallel-section", "findings", "provenance"]);
    assert.equal(await page.locator("#findings table").count(), 2);
    assert.equal(await page.locator(".answer-block p").count(), 2);
    // Nine cells, in three panels once a third factor tells them apart.
    assert.equal(await page.locator("#figure-heat .drawing rect").count(), 3 * 3 * 6);
    assert.match(await page.locator("#figure-causes").textContent(), /alone.*with interactions/);
    assert.match(await page.locator("#figure-box-1").textContent(), /0.5 to 0.9.*2400, 4800/s);
    assert.equal(await page.locator(`#figure-trade-off-1 .drawing circle[r="3"]`).count(), 3);
    assert.match(await page.locator("#figure-parallel .legend").textContent(), /Ban backfires \(\d+ of 87 points\)/);
    await page.locator("#heat-section").getByLabel("Panels by").selectOption("none");
    await page.locator("#figure-heat").scrollIntoViewIfNeeded();
    await page.waitForFunction(() => document.querySelectorAll("#figure-heat .drawing rect").length === 18);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run());
    assert.deepEqual(violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).map(({ id }) => id), []);
    await close();
  }
});

test("odd but lawful data is drawn: short runs, gaps, empty months, links inside a layer", async () => {
  const odd = fixture(3);
  const cut = odd.months.indexOf("2027-06");
  odd.scenarios[2].last_month = "2027-06";
  for (const chart of odd.charts)
    for (const band of [chart.levels[2], chart.differences[2]]) for (const name of Object.keys(band)) band[name] = band[name].map((value, at) => (at > cut ? null : value));
  for (const nation of odd.leaderboard.models[2]) nation.splice(cut + 1);
  odd.charts[0].levels[1] = Object.fromEntries(Object.keys(odd.charts[0].levels[1]).map((name) => [name, odd.months.map(() => 0)]));
  odd.charts[1].record = [{ month: "2025-12", value: 0, low: 0, high: 0, source: "", grade: "C", fitted: true }];
  odd.comparison.push({ ...odd.comparison[0], month: "2027-12" });
  odd.network.scenarios[0].months[1] = { links: [], lost: [] };
  const { links } = odd.network.scenarios[1].months[1];
  const [first, second] = odd.network.nodes.flatMap(({ layer }, at) => (layer === 4 ? [at] : []));
  links.push({ from: first, to: second, good: "cloud_rent", value: 400, closed: 0 }, { from: second, to: first, good: "cloud_rent", value: 0, closed: 1 });
  odd.map.scenarios[0] = { flows: [], closed: [] };
  odd.timeline = [{ ...odd.timeline[0], issuers: [], touches: "", source: "", odds: null }];
  odd.winners = odd.winners.slice(0, 1).map((row) => ({ ...row, base: 0, low: 0, median: 0, high: 0 }));
  odd.hypotheses[0].components = [];
  odd.headline = "";
  odd.notes = [];
  const { page, close } = await open(browser, pageFile("odd", odd));
  await drawAll(page);
  await page.locator("#chain").getByLabel("Scenario").selectOption({ index: 1 });
  await page.locator("#figure-network").scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelectorAll("#figure-network .link").length > 10);
  assert.doesNotMatch(await page.locator("main").innerHTML(), /NaN|undefined|Infinity/);
  await close();
});

test("events without effect are told before the charts, and nothing where there are none", async () => {
  const { page, close } = await open(browser, file);
  const block = page.locator("header .warnings");
  assert.match(await block.textContent(), /us-2027-tpp-1 has no effect: us-2026-01-h200 lets through what it bars/);
  assert.match(await block.textContent(), /total_ban\.yaml:4:5/);
  await close();
  for (const warnings of [[], undefined]) {
    const { page: quiet, close: closeQuiet } = await open(browser, pageFile("quiet", { ...fixture(1), warnings }));
    assert.equal(await quiet.locator(".warnings").count(), 0);
    await closeQuiet();
  }
  const many = Array.from({ length: 9 }, (_, at) => ({ scenario: 0, event: `e${at}`, text: "has no effect: none", place: "x.yaml:1:1" }));
  const { page: full, close: closeFull } = await open(browser, pageFile("many", { ...fixture(1), warnings: many }));
  assert.equal(await full.locator(".warnings > ul > li").count(), 5);
  assert.match(await full.locator(".warnings summary").textContent(), /4 more/);
  await closeFull();
});

test("sections without data do not appear", async () => {
  const bare = { ...fixture(1), leaderboard: null, map: null, network: null, timeline: [], sensitivity: [] };
  const { page, close } = await open(browser, pageFile("bare", bare));
  await drawAll(page);
  assert.deepEqual(await page.$$eval("main > section", (list) => list.map(({ id }) => id)), ["charts", "provenance"]);
  await close();
});

test("scenarios, differences and years can be chosen for all charts", async () => {
  const { page, close } = await open(browser, file);
  await drawOne(page, "explorer");
  const labels = () => page.locator("#figure-explorer .drawing svg").textContent();
  assert.match(await labels(), /B no ban/);
  await page.getByRole("checkbox", { name: "B no ban" }).uncheck();
  await page.waitForFunction(() => !document.querySelector("#figure-explorer .drawing svg").textContent.includes("B no ban"));
  await page.getByRole("button", { name: "Differences from baseline" }).click();
  await page.waitForFunction(() => document.querySelector("#figure-explorer .unit").textContent.includes("paired run by run"));
  assert.doesNotMatch(await labels(), /A baseline/);
  await page.getByLabel("Years").selectOption({ label: "2017–2030" });
  await page.waitForFunction(
    () =>
      document.querySelector("#figure-explorer .drawing svg").textContent.includes("2017") ||
      document.querySelector("#figure-explorer .drawing svg").textContent.includes("2018"),
  );
  await close();
});

test("the keyboard reaches the numbers of a chart", async () => {
  const { page, close } = await open(browser, file);
  const chart = page.locator("#figure-eci_gap .drawing svg").first();
  await drawOne(page, "eci_gap");
  await page.locator("#figure-eci_gap .info").focus();
  await page.keyboard.press("Tab");
  assert.equal(await chart.evaluate((svg) => svg === document.activeElement), true);
  await page.keyboard.press("ArrowLeft");
  assert.match(await page.locator(".tooltip").textContent(), /November 2030.*baseline/);
  assert.match(await page.locator("#figure-eci_gap [aria-live]").textContent(), /November 2030/);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".tooltip").isVisible(), false);
  await chart.hover();
  assert.equal(await page.locator(".tooltip").isVisible(), true);
  await close();
});

test("the slider moves the map by keyboard, and the play button by itself", async () => {
  const { page, close } = await open(browser, file);
  const slider = page.getByLabel("Month of the map");
  await page.locator("#trade").getByRole("button", { name: "with baseline" }).click();
  await slider.scrollIntoViewIfNeeded();
  await page.waitForSelector("#figure-map[data-drawn]");
  const picture = () => page.locator("#figure-map .drawing").innerHTML();
  const first = await picture();
  await page.locator("#figure-map .play").focus();
  await page.keyboard.press("Tab");
  assert.equal(await slider.evaluate((input) => input === document.activeElement), true);
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector("#figure-map h3").textContent.includes("March 2026"));
  assert.notEqual(await picture(), first);
  assert.ok((await page.locator("#figure-map .ban").count()) > 0);
  await page.locator("#trade").getByLabel("Scenario").selectOption({ index: 1 });
  await page.locator("#figure-map .play").click();
  await page.waitForFunction(() => !document.querySelector("#figure-map h3").textContent.includes("March 2026"));
  await page.getByRole("button", { name: "Pause" }).click();
  await close();
});

test("who wants no motion goes month by month", async () => {
  const { page, close } = await open(browser, file, { reducedMotion: "reduce" });
  await page.getByRole("button", { name: "Next" }).click();
  const month = () => page.locator("#figure-map .month").textContent();
  await page.waitForFunction(() => document.querySelector("#figure-map .month").textContent === "March 2026");
  await page.waitForTimeout(1000); // two steps of who wants motion
  assert.equal(await month(), "March 2026");
  await close();
});

test("an event that is chosen stands in the charts and tells its text", async () => {
  const { page, close } = await open(browser, file);
  const lines = () => page.locator("#figure-eci_gap .drawing svg [stroke='var(--accent)']").count();
  assert.equal(await lines(), 0);
  const button = page.locator(".events button").first();
  await button.focus();
  await page.keyboard.press("Enter");
  assert.ok((await page.locator(".event").textContent()).length > 40);
  await page.locator("#figure-eci_gap").scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector("#figure-eci_gap .drawing svg [stroke='var(--accent)']"));
  await close();
});

test("a chart can be taken away as CSV, SVG and PNG, and shown as a table", async () => {
  const { page, close } = await open(browser, file);
  const download = async (kind) => {
    const [got] = await Promise.all([page.waitForEvent("download"), page.locator(`#figure-eci_gap [data-kind=${kind}]`).click()]);
    return { name: got.suggestedFilename(), content: readFileSync(await got.path()) };
  };
  await page.locator("#figure-eci_gap").scrollIntoViewIfNeeded();
  const csv = await download("CSV");
  assert.equal(csv.name, "eci_gap.csv");
  const lines = csv.content.toString().trimEnd().split("\r\n");
  assert.equal(lines[0], "month,scenario,p05,p25,p50,p75,p95");
  assert.equal(lines.length - 1, data.months.length * data.scenarios.length);
  const svg = await download("SVG");
  assert.equal(svg.name, "eci_gap.svg");
  assert.match(svg.content.toString(), /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  assert.doesNotMatch(svg.content.toString(), /var\(--|currentColor|<style/);
  const png = await download("PNG");
  assert.equal(png.content.subarray(1, 4).toString(), "PNG");
  await page.locator("#figure-eci_gap .files button", { hasText: "Table" }).click();
  assert.equal(await page.locator("#figure-eci_gap .data tbody tr").count(), data.months.length * data.scenarios.length);
  await close();
});

test("the comparison opens levels and standard errors", async () => {
  const { page, close } = await open(browser, file);
  await page.locator("#comparison .expand").first().click();
  assert.match(await page.locator("#comparison tr.more").first().textContent(), /error, paired.*runs saved.*times/);
  await close();
});

test("the supply chain tells with, without and the difference, with 90 % of the runs", async () => {
  const { page, close } = await open(browser, pageFile("chain", fixture(2)));
  await drawOne(page, "network");
  const rows = () => page.$$eval("#chain .ranking li", (list) => list.map(({ textContent }) => textContent));
  assert.match((await rows())[0], /^TSMC\d+ %\d+ to \d+ %$/);
  const title = () => page.locator("#network-title").textContent();
  await page.locator("#chain").getByRole("button", { name: "with baseline" }).click();
  await page.waitForFunction(() => /: baseline$/.test(document.getElementById("network-title").textContent));
  await page.locator("#chain").getByRole("button", { name: "difference" }).click();
  await page.waitForFunction(() => /no ban less baseline$/.test(document.getElementById("network-title").textContent), await title());
  assert.match((await rows())[0], /[+−]\d+\.\d.3\.0 to \+4\.0$/);
  assert.equal(await page.locator("#figure-network .ban").count(), 0);
  await close();
});

test("why: the steps from the measure back to the rules that close; a claim opens to fans of its components", async () => {
  const two = fixture(2);
  const { page, close } = await open(browser, pageFile("why", two));
  assert.equal(await page.locator("#reasons li").count(), two.reasons[0].steps.length);
  assert.match(await page.locator("#reasons li").last().textContent(), /Accelerators bought, DeepSeek from NVIDIA.*7.3 M → 90.0 k.*H100e.*bans accelerators/);
  for (const { name, components } of two.hypotheses)
    assert.equal(await page.locator(`#claim-${name} figure`).count(), components.length);
  await drawOne(page, "course-H1-1");
  assert.ok((await page.locator("#figure-course-H1-1 .drawing path").count()) >= 2);
  await close();
});

test("a click on a parameter shows its dots, one a parameter set", async () => {
  const { page, close } = await open(browser, file);
  await drawOne(page, "sensitivity");
  await drawOne(page, "scatter");
  const title = () => page.locator("#scatter-title").textContent();
  const before = await title();
  assert.equal(await page.locator("#figure-scatter .drawing circle:not(.crosshair)").count(), data.sensitivity[0].outcomes.length);
  await page.locator("#figure-sensitivity .drawing svg").first().focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.waitForFunction((old) => document.getElementById("scatter-title").textContent !== old, before);
  await close();
});

test("the first four blocks print on two pages, without a control", async () => {
  const { page, close } = await open(browser, file, { opened: false });
  await page.emulateMedia({ media: "print" });
  const shown = await page.$$eval("button, select, input, nav, summary", (list) => list.filter((part) => part.checkVisibility()).map(({ outerHTML }) => outerHTML.slice(0, 80)));
  assert.deepEqual(shown.filter((html) => !/class="term"|<summary/.test(html)), []);
  assert.ok((await firstBlocks(page)) <= 2);
  await close();
});

test("everything is drawn for print", async () => {
  const { page, close } = await open(browser, file);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.locator("figure:not([data-drawn])").count(), 0);
  await close();
});

for (const colorScheme of ["light", "dark"])
  test(`no serious fault of accessibility: ${colorScheme}`, async () => {
    const { page, close } = await open(browser, file, { colorScheme });
    await drawAll(page);
    await page.evaluate(axe);
    const faults = await page.evaluate(() =>
      globalThis.axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
        violations
          .filter(({ impact }) => ["serious", "critical"].includes(impact))
          .map(
            ({ id, nodes }) =>
              `${id}: ${nodes
                .slice(0, 3)
                .map(({ html }) => html.slice(0, 160))
                .join(" | ")}`,
          ),
      ),
    );
    assert.deepEqual(faults, []);
    await close();
  });

for (const width of [375, 768, 1280])
  test(`nothing is wider than the screen: ${width}`, async () => {
    const { page, close } = await open(browser, file, { width });
    await drawAll(page);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
    await close();
  });
