/** One question put to a Corefile by `corefile-studio query`, and what it prints. */
import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { type QueryReply, readQueryReply } from "./query-reply.ts";

/** A question and where it goes. */
export interface QueryOptions {
  /** The command `corefile-studio`. */
  readonly command: string;
  /** The Corefile's path. */
  readonly corefile: string;
  readonly port: number;
  /** Name and type as people type them. */
  readonly words: readonly string[];
  readonly signal: AbortSignal;
}

/** Asks; gives the reply with its explanation, or in words why there is none. */
export async function query(options: QueryOptions): Promise<QueryReply | string> {
  const { command, corefile, port, words, signal } = options;
  // A word that begins with a hyphen would be an option; no name that people ask for does.
  const names = words.filter((word) => !word.startsWith("-"));
  const args = ["query", ...names, "-conf", corefile, "-dns.port", String(port), "--why", "--json"];
  const { out, err } = await run(command, { args, folder: dirname(corefile), signal });
  return readQueryReply(out) ?? (err.trim() || "corefile-studio printed no reply.");
}

interface Run {
  readonly args: readonly string[];
  readonly folder: string;
  readonly signal: AbortSignal;
}

function run(command: string, { args, folder, signal }: Run): Promise<{ readonly out: string; readonly err: string }> {
  return new Promise((done) => {
    let out = "";
    let err = "";
    const child = spawn(command, args, { cwd: folder, signal, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      err += text;
    });
    child.once("error", (error) => done({ out: "", err: signal.aborted ? "Cancelled." : error.message }));
    child.once("close", () => done({ out, err }));
  });
}
