/** Questions out of a file: one on a line, or what CoreDNS was asked in production. */
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { parseIp } from "../../lib/go/net.ts";
import type { AskedQuestion } from "../../lib/questions/asked-question.ts";
import { reasonOf } from "../../server/host/system-words.ts";
import { readQuestions as readTraffic } from "../../server/traffic/read-traffic.ts";

/** The questions, what was left out of them, or why they cannot be read. */
type GivenQuestions =
  | { readonly questions: readonly AskedQuestion[]; readonly notes: readonly string[] }
  | { readonly reason: string };

/** In so many octets a list shows itself. */
const HEAD_OCTETS = 4096;
/** A line of a list, or a comment. */
const LISTED = /^\s*(?:#.*|[^\s[{]+(?:\s+[A-Za-z][A-Za-z0-9-]*){0,2}(?:\s+from\s+\S+)?\s*(?:#.*)?|)$/;

/** Reads a list, a log of CoreDNS, a dnstap file or a capture; standard input is any of these but a list with clients. */
export async function readQuestions(path: string): Promise<GivenQuestions> {
  try {
    if (path !== "-" && isList(path)) return readList(path);
    const { questions, notes } = await readTraffic(path);
    return questions.length === 0 ? { reason: `${nameOf(path)}: no questions` } : { questions, notes };
  } catch (error) {
    return { reason: `${path}: ${reasonOf(error)}` };
  }
}

const nameOf = (path: string): string => (path === "-" ? "standard input" : path);

/** Whether the first lines are those of a list. */
function isList(path: string): boolean {
  const file = openSync(path, "r");
  try {
    const octets = Buffer.alloc(HEAD_OCTETS);
    const size = readSync(file, octets, 0, HEAD_OCTETS, 0);
    const lines = octets.toString("latin1", 0, size).split("\n");
    const whole = size < HEAD_OCTETS ? lines : lines.slice(0, -1);
    return (
      whole.slice(0, 1).every((line) => LISTED.test(line)) &&
      whole.filter((line) => LISTED.test(line)).length * 2 > whole.length
    );
  } finally {
    closeSync(file);
  }
}

function readList(path: string): GivenQuestions {
  const questions: AskedQuestion[] = [];
  for (const [index, line] of readFileSync(path, "utf8").split("\n").entries()) {
    const read = readLine(line.replace(/#.*$/, "").trim(), `${path}:${index + 1}`);
    if (read === undefined) continue;
    if ("reason" in read) return { reason: `${path}:${index + 1}: ${read.reason}` };
    questions.push(read);
  }
  return questions.length === 0 ? { reason: `${path}: no questions` } : { questions, notes: [] };
}

/** `www.example.org AAAA IN from 10.8.0.4` */
function readLine(line: string, source: string): AskedQuestion | { readonly reason: string } | undefined {
  if (line === "") return undefined;
  const [words = "", from] = line.split(/\s+from\s+/);
  const [name = "", type = "A", qclass, ...more] = words.split(/\s+/);
  if (more.length > 0)
    return { reason: `a line is NAME [TYPE [CLASS]] [from ADDRESS]; "${more.join(" ")}" is too much` };
  if (from !== undefined && parseIp(from) === undefined) return { reason: `"${from}" is not an address` };
  return {
    name,
    type: type.toUpperCase(),
    source,
    ...(qclass === undefined ? {} : { class: qclass.toUpperCase() }),
    ...(from === undefined ? {} : { from }),
  };
}
