/** Where the studio keeps what is not the user's folder: the sample, and copies of examples to play with. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import type { ExamplesReply } from "../../lib/api/workspace.ts";
import type { NewFile } from "../../lib/text/edit.ts";
import { makeOwnName, makerOf, readOwnName, shortHash } from "./own-name.ts";
import { Refusal } from "./refusal.ts";

/** The project's own folder, where `examples/` is. */
const PROJECT = process.env.COREFILE_STUDIO_ROOT ?? resolve(import.meta.dirname, "..", "..");

const MODEL_CLUSTER = join("a-stock-cluster", "cluster");

/** The folder of the user's data: `COREFILE_STUDIO_HOME`, else as the XDG base directories say. */
export function studioHome(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  const { COREFILE_STUDIO_HOME: chosen, XDG_DATA_HOME: data } = environment;
  if (chosen !== undefined && chosen !== "") return resolve(chosen);
  const base = data !== undefined && data !== "" ? data : join(homedir(), ".local", "share");
  return join(base, "corefile-studio");
}

/** The sample's folder, made when it is not there; what the user changed in it stays. */
export function sampleFolder(home: string = studioHome()): string {
  return copyOnce(join(PROJECT, "examples", "sample"), join(home, "sample"));
}

/** The folder of an example's copy, made when it is not there. Throws a `Refusal` for an unknown name. */
export function exampleFolder(name: string, home: string = studioHome()): string {
  return copyOnce(exampleSource(name), join(home, "examples", name));
}

/** Where an example is as it ships. Throws a `Refusal` for an unknown name. */
export function exampleSource(name: string): string {
  const source = join(PROJECT, "examples", "gallery", name);
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name) || !existsSync(join(source, "Corefile"))) {
    throw new Refusal(404, `there is no example "${name}"`, "Choose one from the list.");
  }
  return source;
}

let modelCluster: readonly NewFile[] | undefined;

/** A small cluster as manifests below a folder: that of the example with the stock Corefile. */
export function modelClusterFiles(folder: string): readonly NewFile[] {
  const source = join(PROJECT, "examples", "gallery", MODEL_CLUSTER);
  if (!existsSync(source)) return [];
  modelCluster ??= readdirSync(source)
    .sort()
    .map((name) => ({ file: name, text: readFileSync(join(source, name), "utf8") }));
  return modelCluster.map(({ file, text }) => ({ file: `${folder}/${file}`, text }));
}

/** The examples that ship with the studio; title and story are the first heading and the text of its README. */
export function listExamples(): ExamplesReply["examples"] {
  const folder = join(PROJECT, "examples", "gallery");
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder)
    .sort()
    .filter((name) => existsSync(join(folder, name, "Corefile")));
  return names.map((name) => ({ name, ...readStory(join(folder, name, "README.md"), name) }));
}

function readStory(file: string, name: string): { title: string; story: string } {
  if (!existsSync(file)) return { title: name.replaceAll("-", " "), story: "" };
  const text = readFileSync(file, "utf8");
  const heading = /^#\s+(.+)$/m.exec(text);
  return { title: heading?.[1] ?? name, story: text.slice((heading?.index ?? 0) + (heading?.[0].length ?? 0)).trim() };
}

/** Copies a folder in one step, so that a second studio that starts at the same time never sees half of it. */
export function copyOnce(source: string, target: string): string {
  return makeOnce(target, (folder) => cpSync(source, folder, { recursive: true }));
}

/** Makes a folder in one step; one that is there stays as it is. */
export function makeOnce(target: string, fill: (folder: string) => void): string {
  if (existsSync(target)) return target;
  const temporary = join(dirname(target), makeOwnName("copy", shortHash(basename(target))));
  try {
    mkdirSync(dirname(target), { recursive: true });
    removeDeadCopies(dirname(target));
    fill(temporary);
    if (!existsSync(target)) renameSync(temporary, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return target;
}

/** What studios left that were killed while they copied. */
function removeDeadCopies(folder: string): void {
  for (const name of readdirSync(folder)) {
    const own = readOwnName(name);
    if (own?.kind === "copy" && makerOf(own.token) === "dead")
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}
