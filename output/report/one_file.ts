// A Vite plugin: puts script and style into the page itself, and the licences of the bundled libraries at its foot.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

const noticesPlace = "__NOTICES__";

/** The folder of the package that a bundled module comes from, or null for our own modules. */
function packageFolder(module: string): string | null {
  if (!module.includes("/node_modules/")) return null;
  let folder = dirname(module.split("?")[0].replace(/^\0/, ""));
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}

/** Packages that share one wording of their licence stand above it together. */
export function notices(modules: string[]): string {
  const folders = new Set(modules.map(packageFolder).filter((folder) => folder !== null));
  const wordings = new Map<string, string[]>();
  for (const folder of [...folders].sort()) {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).sort().find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(join(folder, file), "utf8").trim() : String(license);
    wordings.set(text, [...(wordings.get(text) ?? []), `${name} ${version}`]);
  }
  return [...wordings].map(([text, packages]) => `${packages.join(", ")}\n\n${text}`).join("\n\n----\n\n");
}

const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

export function oneFile(fileName: string): Plugin {
  return {
    name: "one-file",
    enforce: "post",
    apply: "build",
    generateBundle(_options, bundle) {
      let page = "";
      let style = "";
      let script = "";
      const modules: string[] = [];
      for (const [name, part] of Object.entries(bundle)) {
        if (part.type === "chunk") {
          script += part.code;
          modules.push(...Object.keys(part.modules));
        } else if (name.endsWith(".css")) style += part.source;
        else if (name.endsWith(".html")) page += part.source;
        else this.error(`${name} would stand beside the page`);
        delete bundle[name];
      }
      const source = page
        .replace(/\s*<script type="module"[^>]*src=[^>]*><\/script>/, "")
        .replace(/\s*<link rel="stylesheet"[^>]*>/, "")
        .replace("</head>", () => `<style>${style}</style>\n</head>`)
        .replace(noticesPlace, () => escaped(notices(modules)))
        .replace("</body>", () => `<script type="module">${script.replace(/<\/script/g, "<\\/script")}</script>\n</body>`);
      this.emitFile({ type: "asset", fileName, source });
    },
  };
}
