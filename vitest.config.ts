import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";

/** Look at the build and at the package with it: `npm test` runs them after that, as stages of their own. */
const OF_THE_BUILD = ["guards/bundle.test.ts", "scripts/pack/package.test.ts"];
/** Want a real API server: `npm run test:cluster` has one. */
const OF_THE_CLUSTER = "e2e/cluster/**";
const WORLD = "{server,cli,components,app,conformance,scripts,bench,attack,guards,e2e,editors}";

export default defineConfig({
  test: {
    environment: "node",
    exclude: [
      ...configDefaults.exclude,
      ...(process.env.AFTER_BUILD === undefined ? OF_THE_BUILD : []),
      ...(process.env.WITH_CLUSTER === undefined ? [OF_THE_CLUSTER] : []),
    ],
    // Vitest leaves one processor out; many tests wait for a process or a clock.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 20_000,
    projects: [
      // What has no effects needs no modules of its own: to load them again for each file took most of the time.
      { extends: true, test: { name: "pure", include: ["lib/**/*.test.ts"], isolate: false } },
      { extends: true, test: { name: "world", include: [`${WORLD}/**/*.test.{ts,tsx}`] } },
    ],
  },
});
