// Fails when the built board is heavier than what a phone on a poor connection should have to fetch.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const MOST_BYTES = 250_000;
const WEB = join(import.meta.dirname, "../../app/web");
const assets = join(WEB, "assets");

if (!existsSync(assets)) {
  console.error("The board is not built: npm run build");
  process.exit(1);
}
const files = [join(WEB, "index.html"), ...readdirSync(assets).map((name) => join(assets, name))];
const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
console.log(`The board weighs ${Math.round(bytes / 1000)} kB gzipped; ${MOST_BYTES / 1000} kB at most.`);
if (bytes > MOST_BYTES) process.exit(1);
