/** A folder as it is in a revision of git: its files are read when they are wanted, and nothing is checked out. */
import { execFile, execFileSync, spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import { relative } from "node:path";
import { promisify } from "node:util";
import type { OverlayTexts } from "../../host/overlay-files.ts";
import type { Side } from "./side.ts";

const run = promisify(execFile);
/** A list of files may be long; a larger blob was meant for something else. */
const MAX_LIST_OCTETS = 256 * 1024 * 1024;
const MAX_BLOB_OCTETS = 64 * 1024 * 1024;
const MEBIBYTE = 1024 * 1024;
/** What is read of a whole folder at once. */
const MAX_FOLDER_OCTETS = 64 * MEBIBYTE;
const MAX_FILES = 5000;
/** Nothing of the user's configuration of git may run a program here. */
const PLAIN = [
  "--no-pager",
  "-c",
  "core.fsmonitor=false",
  "-c",
  "protocol.allow=never",
  "-c",
  "safe.bareRepository=explicit",
];
const { PATH, HOME, XDG_CONFIG_HOME, NODE_ENV } = process.env;
const ENVIRONMENT = {
  ...{ PATH, HOME, XDG_CONFIG_HOME, NODE_ENV },
  GIT_OPTIONAL_LOCKS: "0",
  GIT_TERMINAL_PROMPT: "0",
  LC_ALL: "C",
};

/** Where a revision is looked for, and what of it. */
export interface RevisionPlace {
  /** The folder from which paths are meant, in a repository. */
  readonly folder: string;
  readonly revision: string;
  /** The Corefile's path from that folder. */
  readonly corefile: string;
  readonly title: string;
}

/** The side that a revision is, or why there is none. */
export async function sideOfRevision({
  folder,
  revision,
  corefile,
  title,
}: RevisionPlace): Promise<Side | { readonly reason: string }> {
  try {
    const real = realpathSync(folder);
    const top = (await git(real, ["rev-parse", "--show-toplevel"])).trim();
    const commit = (
      await git(real, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`])
    ).trim();
    const texts = new RevisionTexts(top, await blobsOf(top, commit));
    const root = real;
    if (!texts.has(`${root}/${corefile}`)) {
      return { reason: `${title}: ${revision} has no ${relative(top, `${root}/${corefile}`)}` };
    }
    const cluster = [...texts.keys()].some((path) => path.startsWith(`${root}/cluster/`)) ? { cluster: "cluster" } : {};
    return { title, root, corefile, overlay: { texts, hides: top }, ...cluster };
  } catch (error) {
    return { reason: `${title}: ${reasonOfGit(error, revision)}` };
  }
}

/** The same with all texts of the folder read already, so that it can be given to another thread; links and large files are left out. */
export async function readSideOfRevision(place: RevisionPlace): Promise<Side | { readonly reason: string }> {
  const side = await sideOfRevision(place);
  const texts = "reason" in side ? undefined : side.overlay?.texts;
  if ("reason" in side || !(texts instanceof RevisionTexts)) return side;
  try {
    const read = await texts.readBelow(side.root);
    return { ...side, overlay: { texts: read, hides: side.root } };
  } catch (error) {
    return { reason: `${place.title}: ${reasonOfGit(error, place.revision)}` };
  }
}

/** Whether a word is a revision, seen from a folder. */
export async function isRevision(folder: string, word: string): Promise<boolean> {
  try {
    await git(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${word}^{commit}`]);
    return true;
  } catch {
    return false;
  }
}

/** What a path from the folder is in a revision: a file, a folder, or nothing. */
export async function kindInRevision(
  folder: string,
  { revision, path }: { readonly revision: string; readonly path: string },
): Promise<"file" | "folder" | undefined> {
  try {
    const type = await git(folder, ["cat-file", "-t", `${revision}:./${path}`]);
    return type.trim() === "tree" ? "folder" : "file";
  } catch {
    return undefined;
  }
}

async function git(folder: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run("git", [...PLAIN, ...args], {
    cwd: folder,
    env: ENVIRONMENT,
    maxBuffer: MAX_LIST_OCTETS,
  });
  return stdout;
}

/** The blobs of a commit by path. */
async function blobsOf(top: string, commit: string): Promise<ReadonlyMap<string, string>> {
  const listed = await git(top, ["ls-tree", "-r", "-z", "--full-tree", commit]);
  const blobs = new Map<string, string>();
  for (const entry of listed.split("\0")) {
    const [head = "", path = ""] = entry.split("\t");
    const [mode = "", type, name = ""] = head.split(" ");
    // Links are left out: they may lead anywhere.
    if (type === "blob" && mode !== "120000") blobs.set(path, name);
  }
  return blobs;
}

/** Files by absolute path, as if the revision were checked out. */
class RevisionTexts implements OverlayTexts {
  readonly #top: string;
  readonly #blobs: ReadonlyMap<string, string>;
  readonly #read = new Map<string, Uint8Array>();

  constructor(top: string, blobs: ReadonlyMap<string, string>) {
    this.#top = top;
    this.#blobs = blobs;
  }

  /** The contents of all files below a folder, in one go. */
  async readBelow(folder: string): Promise<ReadonlyMap<string, Uint8Array>> {
    const wanted = [...this.#blobs].flatMap(([path, name]) => {
      const absolute = `${this.#top}/${path}`;
      return absolute.startsWith(`${folder}/`) ? [{ absolute, name }] : [];
    });
    const some = wanted.slice(0, MAX_FILES);
    const output = await batch(
      this.#top,
      some.map(({ name }) => name),
    );
    const read = new Map<string, Uint8Array>();
    let at = 0;
    for (const { absolute } of some) {
      const end = output.indexOf("\n", at);
      const size = Number(output.toString("latin1", at, end).split(" ")[2]);
      if (end < 0 || Number.isNaN(size)) break;
      read.set(absolute, new Uint8Array(output.subarray(end + 1, end + 1 + size)));
      at = end + 1 + size + 1;
    }
    return read;
  }

  has(path: string): boolean {
    return this.#blobs.has(relative(this.#top, path));
  }

  keys(): Iterable<string> {
    return [...this.#blobs.keys()].map((path) => `${this.#top}/${path}`);
  }

  get(path: string): Uint8Array | undefined {
    const name = this.#blobs.get(relative(this.#top, path));
    if (name === undefined) return undefined;
    let octets = this.#read.get(name);
    if (octets === undefined) {
      const options = { cwd: this.#top, env: ENVIRONMENT, maxBuffer: MAX_BLOB_OCTETS };
      octets = execFileSync("git", [...PLAIN, "cat-file", "blob", name], options);
      this.#read.set(name, octets);
    }
    return octets;
  }
}

/** What `git cat-file --batch` says of these blobs, one after the other. */
function batch(top: string, names: readonly string[]): Promise<Buffer> {
  return new Promise((done, failed) => {
    const child = spawn("git", [...PLAIN, "cat-file", "--batch"], { cwd: top, env: ENVIRONMENT });
    const chunks: Buffer[] = [];
    let size = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MAX_FOLDER_OCTETS) {
        child.kill();
        failed(new Error(`the folder has more than ${MAX_FOLDER_OCTETS / MEBIBYTE} MiB in this revision`));
      }
    });
    child.on("error", failed);
    child.stdin.on("error", () => undefined);
    child.on("close", () => done(Buffer.concat(chunks)));
    child.stdin.end(names.map((name) => `${name}\n`).join(""));
  });
}

function reasonOfGit(error: unknown, revision: string): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "ENOENT") return "git is not installed";
  if (!("stderr" in error)) return error.message;
  const said = typeof error.stderr === "string" ? error.stderr.trim().split("\n")[0] : "";
  return said === "" || said === undefined ? `git has no revision ${revision}` : said.replace(/^fatal: /, "");
}
