// The playground in Chromium, from a file: levers, text, link, download. PLAYGROUND and SIMULATE name page and program.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, open } from "./browser.mjs";

const { PLAYGROUND, SIMULATE } = process.env;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const wait = { timeout: 240_000 };
const done = (page, hashes = "") => page.waitForFunction((old) => (document.documentElement.dataset.done ?? "") !== old, hashes, wait);
const hashOf = (page) => page.locator(".hash").textContent();
const hashes = (page) => page.evaluate(() => document.documentElement.dataset.done);
const textOf = (page) => page.evaluate(() => [...document.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\n"));

async function slide(page, lever, value) {
  await page.locator(`#${lever}`).evaluate((input, to) => {
    input.value = String(to);
    input.dispatchEvent(new Event("input"));
    input.dispatchEvent(new Event("change"));
  }, value);
}

async function write(page, text) {
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

test("a lever writes YAML and changes the answer; the link restores it; the program repeats it", async () => {
  const { page, complaints, close } = await open(browser, PLAYGROUND, { width: 1440 });
  await done(page);
  assert.match(await page.locator(".middle").textContent(), /Nothing is changed yet/);
  const first = await hashes(page);
  await slide(page, "lever-enforcement", 0.8);
  await done(page, first);
  assert.match(await textOf(page), /id: lever-enforcement[\s\S]*value: 0\.8/);
  assert.match(await page.locator(".middle .headline").textContent(), /US lead/);
  const found = { hashes: await hashes(page), hash: await hashOf(page), address: page.url() };
  assert.notEqual(found.hashes, first);

  const other = await open(browser, PLAYGROUND, { width: 1440, hash: new URL(found.address).hash });
  await done(other.page);
  assert.equal(await hashes(other.page), found.hashes);
  assert.equal(await other.page.locator("#lever-enforcement").inputValue(), "0.8");
  await other.close();

  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download mine.yaml" }).click()]);
  const folder = mkdtempSync(join(tmpdir(), "chokepoint-playground-"));
  await download.saveAs(join(folder, "mine.yaml"));
  const [, command] = /# simulate (.*)/.exec(readFileSync(join(folder, "mine.yaml"), "utf8"));
  const said = execFileSync(SIMULATE, command.split(" "), { cwd: folder, encoding: "utf8" });
  assert.equal(said.split(/\s+/)[0], found.hash);
  assert.deepEqual(complaints, []);
  await close();
});

test("the text moves levers, and what is wrong in it is told with line and column", async () => {
  const { page, close } = await open(browser, PLAYGROUND, { width: 1440 });
  await done(page);
  const head = "scenario:\n  name: mine\n  extends: baseline.yaml\nevents:\n";
  await write(page, `${head}  - id: a\n    type: note\n    text: a\n    start: 2027-01\n    sorce: hypothetical\n`);
  await page.locator(".mistakes li").first().waitFor();
  assert.match(await page.locator(".mistakes").textContent(), /Line 9, column 5: .*did you mean 'source'/);
  assert.ok((await page.locator(".cm-lintRange-error, .cm-lintPoint-error").count()) > 0);
  const before = await hashes(page);
  await write(page, `${head}  - {id: lever-energy, type: energy_shortage, targets: [US], lost: 0.4, start: 2028-01, duration: 36, source: hypothetical}\n`);
  await done(page, before);
  assert.equal(await page.locator("#lever-energy").inputValue(), "0.4");
  assert.equal(await page.locator(".mistakes li").count(), 0);
  await close();
});

test("each lever is good at both ends, and policies stack", async () => {
  const { page, close } = await open(browser, PLAYGROUND, { width: 1440 });
  await done(page);
  for (const end of ["min", "max"])
    for (const lever of await page.locator(".lever input[type=range]").all()) {
      await slide(page, await lever.getAttribute("id"), await lever.getAttribute(end));
      await page.waitForFunction(() => /Running|paired runs/.test(document.querySelector(".status").textContent));
      assert.equal(await page.locator(".mistakes li").count(), 0, `${await lever.getAttribute("id")} at its ${end}`);
    }
  await page.getByRole("button", { name: "close rental", exact: true }).click();
  await page.getByRole("button", { name: "talent bar", exact: true }).click();
  assert.match(await textOf(page), /policies\/close_rental\.yaml[\s\S]*policies\/talent_bar\.yaml/);
  await close();
});

for (const width of [1440, 375])
  test(`axe-core finds nothing at ${width} px`, async () => {
    const { page, close } = await open(browser, PLAYGROUND, { width });
    await done(page);
    const before = await hashes(page);
    await slide(page, "lever-enforcement", 0.8);
    await done(page, before);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, "nothing sticks out sideways");
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run());
    assert.deepEqual(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
    await close();
  });
