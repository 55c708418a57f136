import { expect, it, vi } from "vitest";
import { createLog, LineWriter } from "./log.ts";

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

it("lines of one turn are one write, and a flush writes what waits", async () => {
  const writes: string[] = [];
  const writer = new LineWriter((text) => writes.push(text));
  writer.line("one");
  writer.line("two");
  expect(writes).toEqual([]);
  await new Promise((resolve) => setImmediate(resolve));
  writer.line("three");
  writer.flush();
  writer.flush();
  expect(writes).toEqual(["one\ntwo\n", "three\n"]);
});
