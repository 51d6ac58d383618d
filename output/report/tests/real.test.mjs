// Pages that the program itself wrote, named in CHOKEPOINT_PAGES with colons between: everything is drawn and accessible.
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { after, before, test } from "node:test";
import { drawAll, launch, open } from "./browser.mjs";

const axe = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const pages = (process.env.CHOKEPOINT_PAGES ?? "").split(":").filter(Boolean);
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const file of pages) {
  test(`${file}: every chart has data, at any width`, async () => {
    assert.ok(statSync(file).size <= 3_000_000, `${statSync(file).size}`);
    for (const width of [375, 768, 1280]) {
      const { page, close } = await open(browser, file, { width });
      await drawAll(page);
      const data = await page.evaluate(() => JSON.parse(document.getElementById("report-data").textContent));
      for (const { id } of data.charts) {
        if ((await page.locator(`#figure-${id}`).count()) === 0) continue; // nothing of it moves
        const marks = await page.locator(`#figure-${id} .drawing path`).count();
        assert.ok(marks > 2, `${id} has ${marks} marks`);
      }
      assert.ok(data.charts.length >= 30);
      assert.ok((await page.locator("#charts figure").count()) >= 25);
      for (const { unit } of [...data.charts, ...data.winners]) assert.doesNotMatch(unit, /^(k|M|bn|tn)\b/, unit);
      const keys = await page.$$eval("#figure-explorer .key", (list) => list.map(({ textContent }) => textContent));
      assert.equal(new Set(keys).size, keys.length, String(keys));
      const text = await page.locator("body").innerText();
      assert.doesNotMatch(text, /when :|: :|NaN|undefined|100 of 100/);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `overflows at ${width}`);
      await close();
    }
  });

  for (const colorScheme of ["light", "dark"])
    test(`${file}: no serious accessibility issue, ${colorScheme}`, async () => {
      const { page, close } = await open(browser, file, { colorScheme });
      await drawAll(page);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run());
      const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
      assert.deepEqual(serious.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
      await close();
    });
}
