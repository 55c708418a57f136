/** Questions out of a file: one on a line. */
import { readFileSync } from "node:fs";
import { parseIp } from "../../lib/go/net.ts";
import type { AskedQuestion } from "../../lib/questions/asked-question.ts";
import { reasonOf } from "../../server/host/system-words.ts";
import { textOf } from "../check/inputs.ts";
import { readStandardInput } from "../read-input.ts";

/** The questions, or why they cannot be read. */
export async function readQuestions(path: string): Promise<readonly AskedQuestion[] | { readonly reason: string }> {
  let text: string;
  try {
    text = path === "-" ? textOf(await readStandardInput()) : readFileSync(path, "utf8");
  } catch (error) {
    return { reason: `${path}: ${reasonOf(error)}` };
  }
  const questions: AskedQuestion[] = [];
  const source = path === "-" ? "standard input" : path;
  for (const [index, line] of text.split("\n").entries()) {
    const read = readLine(line.replace(/#.*$/, "").trim(), `${source}:${index + 1}`);
    if (read === undefined) continue;
    if ("reason" in read) return { reason: `${source}:${index + 1}: ${read.reason}` };
    questions.push(read);
  }
  return questions.length === 0 ? { reason: `${source}: no questions` } : questions;
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
