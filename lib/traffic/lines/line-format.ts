/** Formats of lines about queries (CoreDNS, pkg/replacer) read backwards: from a line to what was asked. */
import { COMBINED_FORMAT, COMMON_FORMAT } from "../../dns/text/query-line.ts";

/** What a line tells, by the names of the placeholders without `>`. */
export type LineFields = Readonly<Record<string, string | undefined>>;

/** Gives the fields of a line in its format; undefined for any other line. */
export type LineFormat = (line: string) => LineFields | undefined;

const NAME = String.raw`(?:[^\s\\]|\\.)+`;

/** What each placeholder may stand for. */
const SHAPES: Readonly<Record<string, string>> = {
  type: "[A-Z][A-Z0-9-]*|-",
  name: NAME,
  class: "[A-Z][A-Z0-9]*",
  proto: "[a-z0-9]+",
  size: String.raw`\d+`,
  remote: String.raw`\[?[0-9A-Fa-f:.]+(?:%[\w.-]+)?\]?`,
  port: String.raw`\d*`,
  local: String.raw`\[?[0-9A-Fa-f:.]+(?:%[\w.-]+)?\]?`,
  ">id": String.raw`\d+`,
  ">opcode": String.raw`\d+`,
  ">do": "true|false",
  ">bufsize": String.raw`\d+`,
  rcode: "[A-Z][A-Z0-9]*|-|[0-9]+",
  rsize: String.raw`\d+|-`,
  duration: String.raw`[\w.µ]+|-`,
  ">rflags": "[a-z,]*|-",
};

/** Without these a line tells of no question. */
const NEEDED = ["{name}", "{type}"];

/** Makes the reader of a format; undefined when lines in it do not tell what was asked. */
export function lineFormat(written: string): LineFormat | undefined {
  const format = written.replaceAll("{common}", COMMON_FORMAT).replaceAll("{combined}", COMBINED_FORMAT);
  if (!NEEDED.every((placeholder) => format.includes(placeholder))) return undefined;
  const groups: string[] = [];
  let last = 0;
  let pattern = "";
  for (const match of format.matchAll(/\{([^{}]*)\}/g)) {
    const label = match[1] ?? "";
    const shape = SHAPES[label] ?? (label.startsWith("/") ? ".*?" : undefined);
    if (shape === undefined) continue;
    pattern += escaped(format.slice(last, match.index));
    last = match.index + match[0].length;
    if (groups.includes(label) || label.startsWith("/")) pattern += `(?:${shape})`;
    else {
      groups.push(label);
      pattern += `(${shape})`;
    }
  }
  const whole = new RegExp(`^${pattern}${escaped(format.slice(last))}$`);
  return (line) => {
    const match = whole.exec(line);
    if (match === null) return undefined;
    return Object.fromEntries(groups.map((label, at) => [label.replace(">", ""), match[at + 1]]));
  };
}

function escaped(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

/**
 * The line of the common format wherever it stands, and whatever comes after it: also that of the combined format, and of
 * earlier releases, whose lines have a time in the place of the dash.
 */
const COMMON =
  /(?:^|[\s"'])(\[?[0-9A-Fa-f:.]+(?:%[\w.-]+)?\]?):(\d+) - (?:\[[^\]]*\]|\S+) "([A-Z][A-Z0-9-]*) ([A-Z][A-Z0-9]*) ((?:[^\s\\"]|\\.)+) (udp|tcp|\S+) \d+ (true|false) \d+" (\S+)/;

/** Reads a line in CoreDNS's own formats. */
export function commonLine(line: string): LineFields | undefined {
  const match = COMMON.exec(line);
  if (match === null) return undefined;
  const [, remote, , type, qclass, name, proto, dnssecOk, rcode] = match;
  return { remote, type, class: qclass, name, proto, do: dnssecOk, rcode };
}
