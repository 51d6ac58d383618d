// Pages that the program itself wrote, named in CHOKEPOINT_PAGES with colons between: everything is drawn and accessible.
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { after, before, test } from "node:test";
import { drawAll, firstBlocks, launch, open, unreadable } from "./browser.mjs";

const axe = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const pages = (process.env.CHOKEPOINT_PAGES ?? "").split(":").filter(Boolean);
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** "62 of 64 runs", and never 0 % or 100 % of runs where some differ. */
function sayWhatTheyCount({ answer, comparison }) {
  for (const { difference } of answer.policies)
    for (const [, some, all] of difference.matchAll(/in (\d+) of (\d+) runs/g)) {
      assert.equal(Number(all), answer.runs);
      assert.ok(Number(some) <= answer.runs);
    }
  for (const { chart, p_more: more, p_less: less } of comparison)
    for (const share of [more, less]) assert.ok(Math.abs(share * answer.runs - Math.round(share * answer.runs)) < 0.05, `${chart}: ${share}`);
}

for (const file of pages) {
  test(`${file}: the first four blocks print on two sheets`, async () => {
    const { page, close } = await open(browser, file, { opened: false });
    const data = await page.evaluate(() => JSON.parse(document.getElementById("report-data").textContent));
    if (data.scenarios.length > 1) assert.ok((await firstBlocks(page)) <= 2);
    await close();
  });

  test(`${file}: every chart has data, at any width`, async () => {
    assert.ok(statSync(file).size <= 3_000_000, `${statSync(file).size}`);
    for (const width of [375, 768, 1024, 1440]) {
      const { page, close } = await open(browser, file, { width });
      await drawAll(page);
      assert.deepEqual(await unreadable(page), []);
      const data = await page.evaluate(() => JSON.parse(document.getElementById("report-data").textContent));
      for (const { id } of data.charts) {
        if ((await page.locator(`#figure-${id}`).count()) === 0) continue; // nothing of it moves
        const marks = await page.locator(`#figure-${id} .drawing path`).count();
        assert.ok(marks > 2, `${id} has ${marks} marks`);
      }
      assert.ok(data.charts.length >= 30);
      assert.ok((await page.locator("#charts figure").count()) >= 25);
      for (const { unit } of [...data.charts, ...data.winners, ...(data.map?.layers ?? [])]) assert.doesNotMatch(unit, /^(k|M|bn|tn)\b/, unit);
      const keys = await page.$$eval("#figure-explorer .key", (list) => list.map(({ textContent }) => textContent));
      assert.equal(new Set(keys).size, keys.length, String(keys));
      const text = await page.locator("body").innerText();
      assert.doesNotMatch(text, /when :|: :|; ;|, ,|\(\)|(?<![\d.])\.\.(?!\.)|NaN|undefined|100 of 100/);
      if (data.answer) sayWhatTheyCount(data);
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

test("a policy that changes nothing lists no parameter", { skip: !process.env.CHOKEPOINT_NOTHING }, () => {
  const { answer, sensitivity } = JSON.parse(readFileSync(process.env.CHOKEPOINT_NOTHING, "utf8"));
  assert.equal(answer.policies.length, 1);
  assert.equal(answer.policies[0].same_as_baseline, true);
  assert.deepEqual(answer.policies[0].hinges.parameters, []);
  assert.equal(sensitivity.filter(({ difference }) => difference).length, 0);
});
