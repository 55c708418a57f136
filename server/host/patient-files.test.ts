import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, test, vi } from "vitest";
import { filesOf } from "./files.ts";
import { hasStuckThread, patientFiles } from "./patient-files.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "patient-files-"));
  writeFileSync(join(folder, "hosts"), "192.0.2.1 www.example.org\n");
  writeFileSync(join(folder, "large"), "");
  truncateSync(join(folder, "large"), 3 * 1024 * 1024);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("files that keep nobody waiting", () => {
  it("are those of the machine", () => {
    const [patient, direct] = [patientFiles({ folder }), filesOf(folder)];
    for (const path of ["hosts", "nothere", ".", ""]) {
      expect(patient.read(path)).toEqual(toEqualBytes(direct.read(path)));
      expect(patient.stat(path)).toEqual(direct.stat(path));
      expect(patient.list(path)).toEqual(direct.list(path));
      expect(patient.exists(path)).toBe(direct.exists(path));
    }
    expect(patient.absolute("hosts")).toBe(direct.absolute("hosts"));
  });
  it("come as streams, whole or in part", () => {
    const files = patientFiles({ folder });
    const sizes = (path: string, most: number): number[] => {
      const stream = files.stream(path);
      const read: number[] = [];
      if (stream.kind === "error") throw new Error(stream.text);
      for (const piece of stream.pieces) {
        read.push("kind" in piece ? -1 : piece.length);
        if (read.length === most) break;
      }
      return read;
    };
    expect(sizes("large", 10)).toEqual([1024 * 1024, 1024 * 1024, 1024 * 1024]);
    expect(sizes("large", 1)).toEqual([1024 * 1024]);
    expect(sizes("hosts", 10)).toEqual([26]);
    expect(files.stream("nothere")).toMatchObject({ code: "ENOENT" });
  });
  it("too large are told", () => {
    expect(patientFiles({ folder, maxWholeOctets: 1024 }).read("large")).toMatchObject({ code: "EFBIG" });
  });
});

test("an answer that comes a little after its signal is waited for", () => {
  const entry = new URL("./_test/early-signal-thread.ts", import.meta.url);
  const files = patientFiles({ folder, entry });
  expect([files.exists("a"), files.exists("b")]).toEqual([true, true]);
});

describe.runIf(process.platform !== "win32")("a dead mount", () => {
  it("is an error in time, told at once from then on, and all other files are read", async () => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    const entry = new URL("./_test/dead-mount-thread.ts", import.meta.url);
    const files = patientFiles({ folder, entry, patienceMs: () => 3000 });
    expect(files.read("hosts")).toMatchObject({ kind: "file" });
    const told = {
      kind: "error",
      code: "ETIMEDOUT",
      text: "open dead/a: i/o timeout: the file system does not answer",
    };
    expect(files.read("dead/a")).toEqual(told);
    expect(hasStuckThread()).toBe(true);
    // Each of these would wait again if nobody remembered.
    for (let count = 0; count < 1000; count++) files.read("dead/b");
    expect(files.stream("dead/b")).toMatchObject({ code: "ETIMEDOUT" });
    expect(files.stat("dead/b")).toBeUndefined();
    expect(files.exists("dead/b")).toBe(false);
    expect(files.read("hosts")).toMatchObject({ kind: "file" });
    // The mount answers again.
    writeFileSync(join(folder, "pipe"), "");
    await vi.waitFor(() => expect(hasStuckThread()).toBe(false), { timeout: 10_000 });
  });
});

/** Bytes compare as bytes, whatever class holds them. */
function toEqualBytes(read: ReturnType<ReturnType<typeof filesOf>["read"]>): unknown {
  return read.kind === "file" ? { ...read, bytes: new Uint8Array(read.bytes) } : read;
}
