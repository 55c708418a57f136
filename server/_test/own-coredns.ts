/** A program for tests that stands for the user's CoreDNS: the real one where it is installed, else ours, which takes its flags. */
import { chmodSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { findBinary } from "../coredns/binary.ts";

const found = await findBinary({ environment: process.env });
const [command, release] =
  found.kind === "binary"
    ? [found.path, found.release]
    : [`${resolve(import.meta.dirname, "../../bin/corefile-studio")} serve`, "1.15.0"];

/** The release that it says it is. */
export const OWN_RELEASE = release;

/** Writes it, with commands of the shell that it runs first; with `served` only where it is started on a Corefile. */
export function writeOwnCoredns(path: string, served = ""): string {
  const before = served === "" ? "" : `[ -f Corefile ] && ${served}\n`;
  writeFileSync(path, `#!/bin/sh\n${before}exec ${command} "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}
