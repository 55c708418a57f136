/**
 * Installing what a fresh clone lacks, on whatever Node started npm (20.9 or newer): dependencies by the lock file, and
 * the Node 24 that comes with them.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { root } from "../cli/start/root.mjs";

const stamp = join(root, "node_modules", ".corefile-studio-lock");

/** Runs `npm ci` when node_modules is missing or was installed by another lock file. Ends the process when it fails. */
export function ensureInstalled() {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  console.log("Installing dependencies (npm ci) …");
  const { status } = spawnSync("npm", ["ci", "--include=dev", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error("npm ci failed; its own message stands above.");
    process.exit(status ?? 1);
  }
  writeFileSync(stamp, lock);
}

/** The Node 24 that the project brings along; the running one when it is new enough and none came along. */
export function projectNode() {
  const brought = join(root, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");
  if (existsSync(brought)) return brought;
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  console.error(
    `Node 24 did not come with the packages for ${process.platform}-${process.arch}; start npm with Node 24 or newer.`,
  );
  process.exit(1);
}

/**
 * The environment in which the project's own commands find that Node and their binaries first. Modules are compiled once and
 * kept where the launcher keeps them: an engine of a window starts in half the time.
 */
export function projectEnvironment() {
  const bin = join(root, "node_modules", ".bin");
  const separator = process.platform === "win32" ? ";" : ":";
  const caches = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  return {
    NODE_COMPILE_CACHE: join(caches, "corefile-studio"),
    ...process.env,
    PATH: `${bin}${separator}${process.env.PATH ?? ""}`,
    NEXT_TELEMETRY_DISABLED: "1",
  };
}
