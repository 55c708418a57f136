/** Which Chromium there is for tests, benchmarks and screenshots. */
import { existsSync } from "node:fs";

/** Debian's packages for it, the lightest first: one that has no windows starts and draws at less cost. */
export const CHROMIUM_PACKAGES = ["chromium-headless-shell", "chromium"];

const SYSTEM = [...CHROMIUM_PACKAGES, "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The path of the one that `PLAYWRIGHT_CHROMIUM` names, or of the system's; undefined without either. */
export function findChromium() {
  return [process.env.PLAYWRIGHT_CHROMIUM, ...SYSTEM.map((name) => `/usr/bin/${name}`)].find(
    (path) => path !== undefined && existsSync(path),
  );
}
