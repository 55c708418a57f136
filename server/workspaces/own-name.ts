/**
 * Names of the files that the studio makes for a moment beside the user's: they say which process made them, so that
 * whoever opens the folder next can tell what is in use from what a killed process left.
 */
import { createHash, randomBytes } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

const PREFIX = ".corefile-studio-";

/** What such a file is: new text on its way, the old text while a file is written in place, a lock, a folder in the making. */
export type OwnKind = "new" | "old" | "lock" | "copy";

/** True for the name of a file that the studio makes for a moment. */
export function isOwnName(name: string): boolean {
  return name.startsWith(PREFIX);
}

/** A new name that says who made the file; `about` (letters and digits) says for what. */
export function makeOwnName(kind: OwnKind, about: string): string {
  return `${PREFIX}${kind}-${about}-${makeToken()}`;
}

/** The one name that all processes know a lock by. */
export function lockName(about: string): string {
  return `${PREFIX}lock-${about}`;
}

/** What a name of ours says. */
export interface OwnName {
  readonly kind: string;
  readonly about: string;
  /** Who made it; empty for a lock, which holds its token. */
  readonly token: string;
}

/** Reads a name; `undefined` for one that is not ours. */
export function readOwnName(name: string): OwnName | undefined {
  const match = /^\.corefile-studio-([a-z]+)-([0-9a-z]+)(?:-(.+))?$/.exec(name);
  const [, kind, about, token = ""] = match ?? [];
  return kind === undefined || about === undefined ? undefined : { kind, about, token };
}

/** A short hash of a text, in letters and digits that every file system takes. */
export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** A text that no other process ever makes, and that says which process made it. */
export function makeToken(): string {
  return `${MACHINE}-${process.pid}-${startOf(process.pid) ?? 0}-${randomBytes(6).toString("hex")}`;
}

/** Who made a token: a process that lives, one that is dead, or one of another machine, container or time, of which nothing is known. */
export function makerOf(token: string): "alive" | "dead" | "unknown" {
  const match = /^([0-9a-f]{16})-(\d+)-(\d+)-[0-9a-f]+$/.exec(token);
  if (match === null || match[1] !== MACHINE) return "unknown";
  const pid = Number(match[2]);
  if (!isRunning(pid)) return "dead";
  const started = startOf(pid);
  // A number is given to another process once its process is gone; where the start is not known, it counts as the same.
  return started === undefined || match[3] === "0" || started === match[3] ? "alive" : "dead";
}

/** The number of the process that made a token, for people. */
export function makerPid(token: string): string | undefined {
  return /^[0-9a-f]{16}-(\d+)-/.exec(token)?.[1];
}

const MACHINE = shortHash([hostname(), bootOf(), pidNamespaceOf()].join("\n"));

function bootOf(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return "";
  }
}

/** Containers count their processes for themselves. */
function pidNamespaceOf(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** When a process was started, in ticks since the machine was; `undefined` where that is not told, `"dead"` for a zombie. */
function startOf(pid: number): string | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = status.slice(status.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? "dead" : fields[19];
  } catch {
    return undefined;
  }
}
