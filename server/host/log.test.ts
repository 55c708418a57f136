import { expect, it, vi } from "vitest";
import { createLog } from "./log.ts";

it("lines have level and plugin; the last one ends the server", () => {
  const lines: string[] = [];
  const end = vi.fn<() => void>();
  const log = createLog({ write: (line) => lines.push(line), end });
  log.info("one\n");
  log.forPlugin("hosts").warning("two");
  log.plain("three");
  expect(end).not.toHaveBeenCalled();
  log.forPlugin("loop").fatal("four");
  expect(lines).toEqual(["[INFO] one", "[WARNING] plugin/hosts: two", "three", "[FATAL] plugin/loop: four"]);
  expect(end).toHaveBeenCalledOnce();
});
