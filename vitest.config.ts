import { readFile } from "node:fs/promises";
import { defineConfig, type Plugin } from "vitest/config";

/** A style sheet is a text to the JupyterLab extension, as it is in its bundle. */
const cssAsText: Plugin = {
  name: "css-as-text",
  enforce: "pre",
  async load(id) {
    if (!id.endsWith(".css")) return;
    return `export default ${JSON.stringify(await readFile(id, "utf8"))};`;
  },
};

export default defineConfig({
  plugins: [cssAsText],
  define: { VIEW_STYLE: '""' },
  test: {
    include: ["tests/js/**/*.test.ts"],
    environment: "happy-dom",
    restoreMocks: true,
    onConsoleLog: (log) => !log.startsWith("Lit is in dev mode"),
  },
});
