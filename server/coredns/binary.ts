/** The user's CoreDNS: where it is, which release, and which plugins are built into it. */
import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { reasonOf } from "../host/system-words.ts";

const ASKED_WITHIN_MS = 10_000;
const PROGRAM = "coredns";

/** A CoreDNS that can be run. */
export interface Binary {
  readonly kind: "binary";
  readonly path: string;
  /** The program with its first arguments. */
  readonly command: readonly string[];
  /** `1.15.0`, as `-version` says it. */
  readonly release: string;
  /** The directives that `-plugins` lists. */
  readonly plugins: ReadonlySet<string>;
}

/** Why there is none. */
export interface NoBinary {
  readonly kind: "none";
  /** Where it was looked for; empty when nowhere. */
  readonly path: string;
  readonly reason: string;
  /** What to do. */
  readonly help: string;
}

/** Where to look. Neither comes from a folder that is opened: opening one starts no program. */
export interface BinarySources {
  /** A path that the user gave to the command. */
  readonly chosen?: string | undefined;
  /** For `COREDNS_BIN` and `PATH`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** How to say which one is meant. */
export const HOW_TO_SET = "Set COREDNS_BIN to the path of a coredns program, or put one in the PATH.";

/** Finds it and asks what it is. Never rejects. */
export async function findBinary({ chosen, environment }: BinarySources): Promise<Binary | NoBinary> {
  if (process.platform === "win32") return none("", "the studio runs a coredns program on Linux and macOS only");
  const named = chosen ?? environment.COREDNS_BIN ?? "";
  if (named === "") {
    const found = inPath(environment.PATH ?? "");
    return found === undefined ? none("", "no coredns program was found in the PATH") : askBinary(found);
  }
  const source = chosen === undefined ? "COREDNS_BIN" : "--coredns";
  if (!isAbsolute(named) && chosen === undefined) return none(named, `${source} is not an absolute path: ${named}`);
  const fault = faultOf(named);
  return fault === undefined ? askBinary(named) : none(named, `${source}: ${named}: ${fault}`);
}

/** What programs have said of themselves, by path, size and time. */
const known = new Map<string, Binary>();

/** Asks a program what it is, unless it has said so already. Never rejects. */
async function askBinary(path: string): Promise<Binary | NoBinary> {
  const { size, mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {};
  const key = `${path} ${size} ${mtimeMs}`;
  const asked = known.get(key) ?? (await askCommand([path]));
  if (asked.kind === "binary") known.set(key, asked);
  return asked;
}

async function askCommand(command: readonly string[]): Promise<Binary | NoBinary> {
  const [path = ""] = command;
  const version = await output([...command, "-version"]);
  const release = /^CoreDNS-(\S+)/m.exec(version.text)?.[1];
  if (release === undefined) return none(path, `${path} -version: ${version.failure ?? firstLine(version.text)}`);
  const listed = await output([...command, "-plugins"]);
  const plugins = new Set(listed.text.split("\n").map((line) => line.trim().replace(/^dns\./, "")));
  plugins.delete("");
  return { kind: "binary", path, command, release, plugins };
}

function none(path: string, reason: string): NoBinary {
  return { kind: "none", path, reason, help: HOW_TO_SET };
}

function firstLine(text: string): string {
  return `it is no CoreDNS: it says ${JSON.stringify(text.split("\n", 1)[0]?.slice(0, 100) ?? "")}`;
}

/** Only absolute folders count: what is found must not depend on the folder that is open. */
function inPath(path: string): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, PROGRAM))
    .find((file) => faultOf(file) === undefined);
}

function faultOf(file: string): string | undefined {
  try {
    if (!statSync(file).isFile()) return "it is not a file";
    accessSync(file, constants.X_OK);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

interface Output {
  readonly text: string;
  readonly failure: string | undefined;
}

function output([program = "", ...words]: readonly string[]): Promise<Output> {
  return new Promise((resolve) => {
    execFile(
      program,
      words,
      { timeout: ASKED_WITHIN_MS, env: { NODE_ENV: "production" }, cwd: "/" },
      (error, stdout) => {
        const failure = error === null ? undefined : error.killed === true ? "it does not answer" : error.message;
        resolve({ text: stdout, failure: failure?.split("\n", 1)[0] });
      },
    );
  });
}
