// One browser for a test file; a page that may read nothing but itself, and may not complain.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { fill } from "../fill.mjs";

const chrome = process.env.CHROMIUM ?? "/usr/bin/chromium";
const folder = mkdtempSync(join(tmpdir(), "chokepoint-page-"));
export const template = readFileSync(new URL("../dist/template.html", import.meta.url), "utf8");

export const launch = () => chromium.launch({ executablePath: chrome, args: ["--no-sandbox"] });

/** The page filled with the data, as a file. */
export function pageFile(name, data) {
  const file = join(folder, `${name}.html`);
  writeFileSync(file, fill(template, JSON.stringify(data)));
  return file;
}

/** `complaints` collects everything a page must not do; `opened`: what is folded away is opened. */
export async function open(browser, file, { width = 1280, height = 900, hash = "", opened = true, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) complaints.push(`asks for ${request.url()}`);
  });
  if (file) await page.goto(pathToFileURL(file).href + hash);
  if (file && opened) await page.evaluate(() => document.querySelectorAll("details").forEach((part) => part.setAttribute("open", "")));
  return {
    page,
    complaints,
    close: async () => {
      assert.deepEqual(complaints, []);
      await context.close();
    },
  };
}

/** How many sheets of A4 the answer and the three blocks below it take. */
export async function firstBlocks(page) {
  await page.evaluate(() => {
    document.querySelectorAll("main > section").forEach((section, at) => at > 2 && section.remove());
    document.querySelector("footer")?.remove();
  });
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length;
}

/** Brings one figure into sight and waits until it is drawn. */
export async function drawOne(page, id) {
  await page.locator(`#figure-${id}`).scrollIntoViewIfNeeded();
  await page.waitForFunction((figure) => document.getElementById(figure).dataset.drawn === "1", `figure-${id}`);
}

/** Brings every figure into sight, as a reader would, so that it is drawn. */
export async function drawAll(page) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((part) => part.setAttribute("open", "")));
  for (const figure of await page.locator("figure").all()) {
    await figure.scrollIntoViewIfNeeded();
    await page.waitForFunction((id) => document.getElementById(id).dataset.drawn === "1", await figure.getAttribute("id"));
  }
}
