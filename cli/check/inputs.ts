/** From the arguments to texts: files, the Corefiles of folders, standard input. */

import { type Dirent, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { reasonOf } from "../../server/host/system-words.ts";
import { isBinary, isFolder, readInput } from "../read-input.ts";
import type { UnreadFile } from "./finding.ts";

/** A file that should be looked at. */
export interface Input {
  /** As problems name it, and CoreDNS would be given it. */
  readonly name: string;
  readonly text: string;
  /** The folder in which it was found; undefined when it was asked for by its name. */
  readonly foundIn: string | undefined;
}

/** What is said of a file that is no text. */
export const BINARY = "this is a binary file, not a text";

/** What the arguments stand for. */
export interface Inputs {
  readonly inputs: readonly Input[];
  /** The folders among the arguments. */
  readonly folders: readonly string[];
  readonly unread: readonly UnreadFile[];
}

/** Where standard input comes from, and its name. */
export interface StandardInput {
  readonly name: string;
  read(): Promise<string>;
}

/** Folders that hold no configuration of one's own. */
const PASSED_OVER: ReadonlySet<string> = new Set(["node_modules", "vendor"]);
/** Endings of files that stand beside a Corefile and are none. */
const NOT_COREFILES = /\.(?:md|txt|bak|orig|rej|swp|j2|jinja2?|tmpl|tpl|gotmpl|template|erb)$|~$/i;
const MANIFEST = /\.(?:ya?ml|json)$/i;

/** Reads all that the arguments stand for; a file is read once, however often it is named. */
export async function readInputs(paths: readonly string[], standardInput: StandardInput): Promise<Inputs> {
  const inputs = new Map<string, Input>();
  const folders: string[] = [];
  const unread: UnreadFile[] = [];
  for (const path of paths) {
    if (path === "-") {
      await standardInput
        .read()
        .then((text) => inputs.set(path, { name: standardInput.name, text, foundIn: undefined }))
        .catch((error: unknown) => unread.push({ name: standardInput.name, reason: reasonOf(error) }));
    } else if (isFolder(path)) {
      folders.push(path);
      const found = filesBelow(path).filter((file) => !inputs.has(file));
      for (const file of found) readInto(file, { inputs, unread, foundIn: path });
    } else {
      readInto(path, { inputs, unread, foundIn: undefined });
    }
  }
  return { inputs: [...inputs.values()], folders, unread };
}

/** The text of contents; throws when they are none. */
export function textOf(contents: Buffer): string {
  if (isBinary(contents)) throw new Error(BINARY);
  return contents.toString("utf8");
}

/** Whether a name is that of a manifest. */
export function isManifestName(name: string): boolean {
  return MANIFEST.test(name);
}

interface Reading {
  readonly inputs: Map<string, Input>;
  readonly unread: UnreadFile[];
  readonly foundIn: string | undefined;
}

function readInto(name: string, { inputs, unread, foundIn }: Reading): void {
  try {
    const text = textOf(readInput(name));
    if (foundIn !== undefined && isManifestName(name) && !mayHoldCorefile(text)) return;
    inputs.set(name, { name, text, foundIn });
  } catch (error) {
    unread.push({ name, reason: reasonOf(error) });
  }
}

function mayHoldCorefile(text: string): boolean {
  return /\bCorefile\b|\bcoredns-custom\b/.test(text) && /\bConfigMap/.test(text);
}

/** Corefiles and manifests at any depth, in the order of their names; hidden folders are passed over. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder === "." ? entry.name : join(folder, entry.name);
      if (entry.isDirectory()) return isPassedOver(entry) ? [] : filesBelow(path);
      const isFile = entry.isFile() || (entry.isSymbolicLink() && existsSync(path) && statSync(path).isFile());
      return isFile && (isCorefileName(entry.name) || isManifestName(entry.name)) ? [path] : [];
    });
}

function isPassedOver({ name }: Dirent): boolean {
  return name.startsWith(".") || PASSED_OVER.has(name);
}

function isCorefileName(name: string): boolean {
  if (NOT_COREFILES.test(name) || isManifestName(name)) return false;
  return /^Corefile(?:[.-].+)?$/.test(name) || /[^.]\.corefile$/i.test(name);
}
