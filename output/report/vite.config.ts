// How the page is built: one file, dist/template.html, that asks nothing of any network.
import { defineConfig } from "vite";
import { oneFile } from "./one_file";

export default defineConfig({
  plugins: [oneFile("template.html")],
  json: { stringify: true },
  build: {
    target: "es2021",
    assetsInlineLimit: Infinity,
    cssCodeSplit: false,
    modulePreload: false,
    reportCompressedSize: false,
  },
});
