// The page of hindcasts that the program itself wrote, named in CHOKEPOINT_HINDCASTS: a fan for each series and origin.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { drawAll, launch, open, unreadable } from "./browser.mjs";

const axe = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const file = process.env.CHOKEPOINT_HINDCASTS ?? "";
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const [width, colorScheme] of [[1440, "light"], [375, "dark"]])
  test(`the page of hindcasts at ${width}, ${colorScheme}`, { skip: file === "" }, async () => {
    const { page, close } = await open(browser, file, { width, colorScheme });
    await drawAll(page);
    const { hindcasts } = await page.evaluate(() => JSON.parse(document.getElementById("report-data").textContent));
    const fans = hindcasts.flatMap(({ fans: list }) => list);
    assert.ok(fans.length > 60);
    assert.equal(await page.locator("#hindcasts figure").count(), fans.length);
    for (const { title, unit, origin, record, months, p05, p50, p95 } of fans) {
      assert.doesNotMatch(unit, /^(k|M|bn|tn)[ $]/, `${title}: ${unit}`);
      assert.ok(record.some(({ month }) => month <= origin), `${title} from nothing`);
      assert.deepEqual(months.filter((month) => month <= origin || !record.some((point) => point.month === month)), []);
      assert.ok(months.every((_, k) => p05[k] <= p50[k] && p50[k] <= p95[k]), title);
    }
    assert.deepEqual(await unreadable(page), []);
    assert.equal(await page.locator("#finding-scores tbody tr").count() >= 10, true);
    assert.doesNotMatch(await page.locator("body").innerText(), /NaN|undefined|null/);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run());
    assert.deepEqual(violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
    await close();
  });
