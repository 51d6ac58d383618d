// The page of a batch study that the program itself wrote, named in CHOKEPOINT_STUDY: figures drawn, names in words, accessible.
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { after, before, test } from "node:test";
import { drawAll, launch, open, unreadable } from "./browser.mjs";

const axe = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const file = process.env.CHOKEPOINT_STUDY ?? "";
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const [width, colorScheme] of [[1280, "light"], [768, "dark"], [375, "light"], [375, "dark"]])
  test(`a study's page at ${width}, ${colorScheme}`, { skip: file === "" }, async () => {
    const { page, close } = await open(browser, file, { width, colorScheme });
    await drawAll(page);
    assert.ok(statSync(file).size <= 3_000_000);
    assert.deepEqual(await unreadable(page), []);
    const data = await page.evaluate(() => JSON.parse(document.getElementById("report-data").textContent));
    const { study } = data;
    assert.equal(await page.locator("h1").textContent(), data.title);
    assert.equal(await page.locator(".answer-block p").count(), study.answer.length);
    assert.ok(study.answer.length >= 2);
    assert.ok((await page.locator("#figure-heat .drawing rect").count()) >= 12);
    assert.ok((await page.locator("#figure-parallel .drawing path").count()) >= 1);
    // A box is told where one was found, and there alone.
    for (const [at, { box }] of study.cases.entries()) {
      assert.equal(await page.locator(`#figure-box-${at + 1}`).count(), box && box.sides.length > 0 ? 1 : 0);
      assert.equal(await page.locator(`#figure-trade-off-${at + 1}`).count(), box && box.path.length > 1 ? 1 : 0);
    }
    const text = await page.locator("body").innerText();
    assert.doesNotMatch(text, /when :|: :|NaN|undefined|null|@20\d\d|_less_|one_ban/);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run());
    assert.deepEqual(violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
    await close();
  });
