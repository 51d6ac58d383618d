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

/** What can't be read in the figures that are drawn: texts over the edge, over each other, too faint on their ground; keys alike. */
export const unreadable = (page) =>
  page.evaluate(() => {
    const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (rgb) => {
      const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a, b) => {
      const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
      return (light + 0.05) / (dark + 0.05);
    };
    const paper = channels(getComputedStyle(document.body).backgroundColor);
    /** Of a cell under a number. */
    const ground = (rect) => {
      const share = Number(rect.getAttribute("fill-opacity") ?? 1);
      return channels(getComputedStyle(rect).fill).map((c, at) => share * c + (1 - share) * paper[at]);
    };
    const overlap = (a, b) => [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
    return [...document.querySelectorAll("figure")].flatMap((figure) => {
      const svg = figure.querySelector(".drawing svg");
      if (!svg) return [];
      const edge = svg.getBoundingClientRect();
      const texts = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim() !== "").map((text) => ({ text, words: text.textContent, box: text.getBoundingClientRect() }));
      const out = [];
      for (const [at, { text, words, box }] of texts.entries()) {
        if (box.left < edge.left - 3 || box.right > edge.right + 3 || box.top < edge.top - 3 || box.bottom > edge.bottom + 3) out.push(`over the edge: ${words}`);
        for (const other of texts.slice(0, at)) {
          const [wide, high] = overlap(box, other.box);
          if (wide > 1.5 && high > 3) out.push(`over each other: ${words}, ${other.words}`);
        }
        if (text.previousElementSibling?.matches("rect[fill-opacity]")) {
          const found = contrast(channels(getComputedStyle(text).fill), ground(text.previousElementSibling));
          if (found < 4.5) out.push(`contrast ${found.toFixed(1)}: ${words}`);
        }
      }
      const keys = [...figure.querySelectorAll(".legend .key svg")].map(({ innerHTML }) => innerHTML);
      if (new Set(keys).size < keys.length) out.push("keys alike");
      return out.map((text) => `${figure.id}: ${text}`);
    });
  });
