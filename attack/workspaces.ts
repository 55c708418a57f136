/** Folders that studios share, with studios that are killed while they save and others that change files by themselves. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { systemWatches } from "../server/_test/system-watches.ts";
import { WorkspaceFolder } from "../server/workspaces/folder.ts";
import { Listing } from "../server/workspaces/listing.ts";
import { isOwnName } from "../server/workspaces/own-name.ts";
import type { Attack, AttackContext, AttackResult } from "./attack.ts";
import type { SeededRandom } from "./seeded-random.ts";
import { counterText, isLetterText, letterText, readCounter } from "./workspaces-texts.ts";

const WRITER = new URL("./workspaces-writer.ts", import.meta.url).pathname;
const COUNTING_MS = 20_000;
const LINKED_KILLS = 15;
const OUTSIDE_ROUNDS = 40;
/** A look now and then comes every two seconds; the machine may be busy. */
const NOTICED_WITHIN_MS = 8000;

/** Studios on one folder: killed while they save, with changes from outside, and the folder made again. */
export const workspaces: Attack = {
  name: "workspaces",
  about: "two studios save to one folder and are killed at random; files and the folder itself change from outside",
  async run(context) {
    const folder = mkdtempSync(join(tmpdir(), "corefile-studio-attack-"));
    try {
      const results = [
        await countTogether(folder, context),
        await killInPlace(folder, context),
        await changeFromOutside(join(folder, "remade"), context),
      ];
      return {
        faults: results.flatMap(({ faults }) => faults),
        figures: Object.assign({}, ...results.map(({ figures }) => figures)),
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** A writer of the folder, and what it said it saved. */
class Writer {
  readonly #child: ChildProcess;
  #saved = "";

  constructor(folder: string, path: string) {
    const args = ["--disable-warning=ExperimentalWarning", WRITER, folder, path];
    this.#child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    this.#child.stdout?.on("data", (chunk) => {
      this.#saved += String(chunk);
    });
  }

  /** Waits for its first save, lets it go on, kills it. Gives the numbers that it saved. */
  async killAfter(waitMs: number): Promise<readonly number[]> {
    while (this.#saved === "" && this.#child.exitCode === null) await sleep(5);
    await sleep(waitMs);
    if (this.#child.exitCode !== null) throw new Error(`a writer ended by itself with ${this.#child.exitCode}`);
    const ended = once(this.#child, "close");
    this.#child.kill("SIGKILL");
    await ended;
    return this.#saved.split("\n").filter(Boolean).map(Number);
  }
}

/** Two studios count by compare-and-set; whoever is killed gets a successor. Each number must have been saved once. */
async function countTogether(folder: string, { random, say }: AttackContext): Promise<AttackResult> {
  const faults: string[] = [];
  const path = join(folder, "counter");
  writeFileSync(path, counterText(0));
  const untilMs = performance.now() + COUNTING_MS;
  const figures = { saves: 0, kills: 0, reads: 0 };
  const saved = new Set<number>();
  const studio = async (): Promise<void> => {
    while (performance.now() < untilMs) {
      const numbers = await new Writer(folder, "counter").killAfter(random.below(400));
      figures.kills += 1;
      for (const number of numbers) {
        if (saved.has(number)) faults.push(`two studios saved ${number}: one of the updates is lost`);
        saved.add(number);
      }
    }
  };
  const reader = async (): Promise<void> => {
    while (performance.now() < untilMs) {
      if (readCounter(readFileSync(path, "utf8")) === undefined) faults.push("a reader saw half a file");
      figures.reads += 1;
      await sleep(1);
    }
  };
  await Promise.all([studio(), studio(), reader()]);
  figures.saves = saved.size;
  const last = readCounter(readFileSync(path, "utf8")) ?? 0;
  const highest = Math.max(...saved);
  // A save that was made may not have been told before the end.
  if (last < highest) faults.push(`the file says ${last}, but ${highest} was saved`);
  if (saved.size < figures.kills) faults.push("the studios hardly saved anything");
  say(`counted to ${last} in ${figures.kills} lives`);
  faults.push(...(await leftAfterOpening(folder)));
  return { faults, figures };
}

/** A file of two names is written in place; whatever is cut off, a whole text is there after the next start. */
async function killInPlace(folder: string, { random }: AttackContext): Promise<AttackResult> {
  const faults: string[] = [];
  const path = join(folder, "linked");
  const figures = { "kills in place": 0, "half-written": 0, rescued: 0 };
  writeFileSync(path, letterText(0));
  linkSync(path, join(folder, "second-name"));
  for (; figures["kills in place"] < LINKED_KILLS; figures["kills in place"] += 1) {
    await new Writer(folder, "linked").killAfter(random.below(60));
    const isWhole = isLetterText(readFileSync(path, "utf8"));
    faults.push(...(await leftAfterOpening(folder)));
    const rescued = readdirSync(folder).filter((name) => name.includes(".rescued"));
    const texts = rescued.map((name) => readFileSync(join(folder, name), "utf8"));
    if (!isWhole && !texts.some(isLetterText)) faults.push("after a kill no whole text was left");
    if (!isWhole) figures["half-written"] += 1;
    figures.rescued += rescued.length;
    for (const name of rescued) rmSync(join(folder, name));
    writeFileSync(path, letterText(0));
  }
  return { faults, figures };
}

/** Opens the folder, and gives what dead studios left that is still there a moment later. */
async function leftAfterOpening(folder: string): Promise<readonly string[]> {
  const workspace = new WorkspaceFolder(folder, { origin: "folder", say: () => {} });
  const left = (): readonly string[] => readdirSync(folder).filter(isOwnName);
  await until(() => left().length === 0);
  workspace.close();
  return left().map((name) => `${name} is left after the next start`);
}

/** A studio looks on while others change the folder; what it lists must become what a new look finds. */
async function changeFromOutside(folder: string, { random, say }: AttackContext): Promise<AttackResult> {
  const faults: string[] = [];
  const figures = { changes: 0, "folder made again": 0, "most watches": 0, "slowest notice in ms": 0 };
  makeAnew(folder, random);
  const workspace = new WorkspaceFolder(folder, { origin: "folder", say });
  let listed = pathsOf(workspace.describe().files);
  workspace.onChange(({ files }) => {
    listed = pathsOf(files);
  });
  for (let round = 0; round < OUTSIDE_ROUNDS && faults.length === 0; round++) {
    const isAnew = random.chance(15);
    if (isAnew) makeAnew(folder, random);
    else for (let count = random.below(20); count >= 0; count--) changeSomething(folder, random);
    figures.changes += 1;
    if (isAnew) figures["folder made again"] += 1;
    const startMs = performance.now();
    const { files, folders } = new Listing(folder).read();
    if (!(await until(() => listed === pathsOf(files)))) faults.push(`round ${round}: a change was not noticed`);
    figures["slowest notice in ms"] = Math.max(
      figures["slowest notice in ms"],
      Math.round(performance.now() - startMs),
    );
    if (!(await until(() => workspace.watches === folders.size)))
      faults.push(`round ${round}: ${workspace.watches} watches for ${folders.size} folders`);
    figures["most watches"] = Math.max(figures["most watches"], systemWatches());
    if (systemWatches() > folders.size) faults.push(`the system counts ${systemWatches()} watches`);
  }
  workspace.close();
  await sleep(50);
  if (systemWatches() > 0) faults.push("watches are left after the studio closed the folder");
  return { faults, figures };
}

function makeAnew(folder: string, random: SeededRandom): void {
  if (random.chance(50)) rmSync(folder, { recursive: true, force: true });
  else if (existsSync(folder)) renameSync(folder, `${folder}-${random.below(1_000_000_000)}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "Corefile"), String(random.below(1000)));
  for (let count = random.below(10); count >= 0; count--) changeSomething(folder, random);
}

const NAMES = ["zones", "a", "b", "db", "hosts", ".git", "node_modules", "x\ny"];

/** Makes, writes, renames or removes something, some folders deep. What cannot be done is not. */
function changeSomething(folder: string, random: SeededRandom): void {
  const path = (): string => join(folder, ...Array.from({ length: 1 + random.below(4) }, () => random.pick(NAMES)));
  const place = path();
  try {
    const kind = random.below(10);
    if (kind < 6) {
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, String(random.below(1_000_000)));
    } else if (kind < 8) renameSync(place, path());
    else rmSync(place, { recursive: true, force: true });
  } catch {
    // A folder is in the way, or nothing is there.
  }
}

type Files = ReturnType<WorkspaceFolder["describe"]>["files"];

function pathsOf(files: Readonly<Files>): string {
  return JSON.stringify(files.map(({ path, sizeBytes, modifiedMs }) => [path, sizeBytes, modifiedMs]));
}

async function until(isSo: () => boolean): Promise<boolean> {
  const untilMs = performance.now() + NOTICED_WITHIN_MS;
  while (!isSo()) {
    if (performance.now() > untilMs) return false;
    await sleep(10);
  }
  return true;
}
