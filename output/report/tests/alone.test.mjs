// One chart alone, by the address: for pictures in documents.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { fixture } from "../fixture.mjs";
import { launch, open, pageFile } from "./browser.mjs";

const data = fixture(6);
const ids = [
  ...data.charts.map(({ id }) => id),
  "glance",
  "map",
  "network",
  "leaderboard",
  "timeline",
  "winners",
  "regret",
  "attribution",
  "attribution-2",
  "sensitivity",
  "sensitivity-2",
];
let browser, file;
before(async () => {
  browser = await launch();
  file = pageFile("alone", data);
});
after(() => browser.close());

const ready = (page) => page.evaluate(() => document.documentElement.dataset.ready);

test("every id gives a drawing and an SVG that is well formed and needs nothing else", async () => {
  for (const id of ids) {
    const { page, close } = await open(browser, file, { width: 720, height: 405, hash: `#chart=${id}&width=720&height=405` });
    assert.equal(await ready(page), "1", id);
    const found = await page.evaluate(() => {
      const source = document.documentElement.outerHTML.split("<!--svg-begin-->")[1].split("<!--svg-end-->")[0];
      const parsed = new DOMParser().parseFromString(source, "image/svg+xml");
      return {
        source,
        fault: parsed.querySelector("parsererror")?.textContent ?? "",
        marks: parsed.querySelectorAll("path, circle, rect, line").length,
        width: parsed.documentElement.getAttribute("width"),
        wide: document.documentElement.scrollWidth > innerWidth,
      };
    });
    assert.equal(found.fault, "", id);
    assert.equal(found.width, "720", id);
    assert.ok(found.marks > 5, id);
    assert.ok(!found.wide, id);
    assert.doesNotMatch(found.source, /var\(--|currentColor|NaN|<style/, id);
    await close();
  }
});

test("the scenario and the differences can be asked for", async () => {
  const { page, close } = await open(browser, file, { hash: "#chart=eci_gap&scenario=strict_enforcement&kind=differences" });
  assert.equal(await ready(page), "1");
  assert.match(
    await page.locator(".alone").textContent(),
    /difference from baseline, paired run by run.*90 % and 50 % of runs, strict enforcement/,
  );
  await close();
});

test("an unknown id or scenario is told with those that are known", async () => {
  for (const [hash, known] of [
    ["#chart=nothing", "eci_gap"],
    ["#chart=eci_gap&scenario=nobody", "strict_enforcement"],
  ]) {
    const { page, close } = await open(browser, file, { hash });
    assert.equal(await ready(page), "unknown");
    assert.match(await page.locator("[role=alert]").textContent(), new RegExp(known));
    await close();
  }
});

test("the browser's command line gives the SVG", () => {
  const dumped = execFileSync(
    process.env.CHROMIUM ?? "/usr/bin/chromium",
    ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", `${pathToFileURL(file).href}#chart=eci_us`],
    { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] },
  );
  assert.match(dumped, /<html[^>]*data-ready="1"/);
  assert.match(dumped.split("<!--svg-begin-->")[1].split("<!--svg-end-->")[0], /^<svg .*Best US model.*<\/svg>$/s);
});
