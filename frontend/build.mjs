// Builds styles, scripts and the icon sprite into src/qunce/ui/static/built/.
// `python -m qunce.ui.assets` calls this when its inputs have changed.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const ui = join(here, "../src/qunce/ui");
const out = join(ui, "static/built");
const modules = join(here, "node_modules");

function styles() {
  const { css } = compile(join(here, "scss/qunce.scss"), {
    loadPaths: [modules],
    quietDeps: true,
    // Bootstrap 5.3 is written with @import and the old colour functions; so must its users be.
    silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
  });
  return transform(css, { loader: "css", minify: true, target: ["chrome90", "safari14"] });
}

function scripts() {
  return build({
    entryPoints: [join(here, "js/main.js")],
    bundle: true,
    minify: true,
    format: "esm",
    target: ["es2020"],
    write: false,
  });
}

async function symbol(name) {
  const [kind, plain] = name.endsWith("-filled") ? ["filled", name.slice(0, -7)] : ["outline", name];
  const svg = await readFile(join(modules, "@tabler/icons/icons", kind, `${plain}.svg`), "utf8");
  const drawing = svg
    .slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"))
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, "")
    .replace(/\s*\n\s*/g, "");
  const paint = kind === "filled" ? ' fill="currentColor" stroke="none"' : "";
  return `<symbol id="${name}" viewBox="0 0 24 24"${paint}>${drawing}</symbol>`;
}

async function sprite() {
  const names = (await readFile(join(ui, "icons.txt"), "utf8")).split("\n").filter(Boolean);
  const symbols = await Promise.all(names.map(symbol));
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

const [css, js, icons] = await Promise.all([styles(), scripts(), sprite()]);
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await writeFile(join(out, "qunce.css"), css.code);
await writeFile(join(out, "qunce.js"), js.outputFiles[0].text);
await writeFile(join(out, "icons.svg"), icons);
