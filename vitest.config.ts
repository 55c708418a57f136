import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{lib,server,cli,components,app,conformance,scripts,bench,attack,guards,e2e}/**/*.test.{ts,tsx}"],
    environment: "node",
    testTimeout: 20_000,
  },
});
