/** What is large is loaded when it is used: a start that asks no cloud loads nothing of a cloud's library. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importsOf, ROOT_FOLDER, sourceFiles } from "./sources.ts";

const LARGE = /^(@aws-sdk|@azure|@google-cloud)\//;

const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file) || file.includes("/_test/");
const FILES = ["lib", "server", "cli", "components", "app"].flatMap(sourceFiles).filter((file) => !isTest(file));

/** Files that load such a library as soon as they are loaded. */
const HEAVY: ReadonlySet<string> = new Set(
  FILES.filter((file) => importsOf(file).some(({ target, typeOnly }) => LARGE.test(target) && !typeOnly)),
);

test("the libraries of clouds are known to their own files only", () =>
  expect([...HEAVY].sort()).toEqual(["server/host/azure.ts", "server/host/cloud-dns.ts", "server/host/route53.ts"]));

test("nobody imports these files but when they are used", () => {
  const offences = FILES.flatMap((file) => {
    const text = readFileSync(join(ROOT_FOLDER, file), "utf8");
    return importsOf(file)
      .filter(({ target, typeOnly }) => HEAVY.has(target) && !typeOnly)
      .filter(({ target }) => !text.includes(`await import("./${target.split("/").at(-1)}")`))
      .map(({ target }) => `${file} → ${target}`);
  });
  expect(offences).toEqual([]);
});

test("the library for QUIC is loaded by what speaks it, when it does", () => {
  const files = FILES.filter((file) =>
    importsOf(file).some(({ target, typeOnly }) => target.startsWith("@matrixai/quic") && !typeOnly),
  );
  expect(files).toEqual(["server/quic/quiche.ts"]);
  const text = readFileSync(join(ROOT_FOLDER, "server/quic/quiche.ts"), "utf8");
  expect(text).toMatch(/await import\("@matrixai\/quic/);
});

test("the library for passwords is loaded by the thread that compares one", () => {
  const files = FILES.filter((file) => importsOf(file).some(({ target }) => target.startsWith("bcryptjs")));
  expect(files).toEqual(["server/host/password-thread.ts"]);
});
