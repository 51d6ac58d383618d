// How the page of the playground is built: one file as well, which the web build fills with the engine.
import { defineConfig } from "vite";
import { oneFile } from "./one_file";

export default defineConfig({
  plugins: [oneFile("playground_template.html")],
  build: {
    target: "es2022",
    assetsInlineLimit: Infinity,
    cssCodeSplit: false,
    modulePreload: false,
    reportCompressedSize: false,
    emptyOutDir: false,
    rollupOptions: { input: "playground.html" },
  },
});
