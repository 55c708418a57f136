import { afterEach, expect, test, vi } from "vitest";
import { runLsp } from "./lsp.ts";

afterEach(() => vi.restoreAllMocks());

test("help", async () => {
  const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  expect(await runLsp(["--help"])).toBe(0);
  expect(written.mock.calls[0]?.[0]).toContain("Language Server Protocol");
});

test("an argument that nobody knows", async () => {
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  expect(await runLsp(["--stdio", "--socket=1"])).toBe(2);
  expect(written.mock.calls[0]?.[0]).toContain("unknown argument --socket=1");
});
