/** The file `studio.yaml` of a workspace: what the studio should know beside the Corefile. CoreDNS never reads it. */
import { type Document, isMap, isScalar, type Node, parseDocument, type YAMLMap } from "yaml";
import type { Environment } from "../corefile/imports/environment.ts";
import { NEWEST, readRelease, sameBehaviour } from "../profiles/releases.ts";
import { LineIndex } from "../text/line-index.ts";
import type { Problem } from "../text/problem.ts";
import { aliasesIn } from "../yaml/aliases.ts";
import { SETTINGS_FILE } from "./settings-file.ts";

/** Nobody writes so much; a parser has to look at all of it at each key. */
const MAX_LENGTH = 65_536;

/** What it says. */
export interface StudioSettings {
  /** Values for the environment variables of the Corefile. */
  readonly environment: Environment;
  /** The release of CoreDNS that the folder is for, one of those that are known; the newest without it. */
  readonly release?: string | undefined;
}

/** What could be read, and what could not: such problems keep no Corefile from being served. */
export interface SettingsRead {
  readonly settings: StudioSettings;
  readonly problems: readonly Problem[];
}

type Report = (code: string, message: string, at: readonly [number, number]) => void;

/** One file on its way to settings. */
interface Reading {
  readonly document: Document.Parsed;
  /** What each alias stands for. */
  readonly aliases: ReadonlyMap<unknown, Node>;
  readonly report: Report;
  /** Tells what is no mistake. */
  readonly inform: Report;
}

/** How the value of each key is read. */
const KEYS: { readonly [Key in keyof StudioSettings]-?: (value: unknown, reading: Reading) => StudioSettings[Key] } = {
  environment: readEnvironment,
  release: readReleaseSetting,
};
const KNOWN = Object.keys(KEYS).join(", ");

/** Reads the text of the file. */
export function readSettings(text: string, file: string = SETTINGS_FILE): SettingsRead {
  const lines = new LineIndex(file, text);
  const problems: Problem[] = [];
  const telling =
    (severity: Problem["severity"]): Report =>
    (code, message, [from, to]) => {
      const start = Math.min(from, text.length);
      // The lines of a list go on to the next one that is none of it.
      const end = start + text.slice(start, to).trimEnd().length;
      problems.push({ code, severity, cause: "text", message, range: lines.range(start, end) });
    };
  const report = telling("warning");
  if (text.length > MAX_LENGTH) {
    report("studio-settings.too-long", `${file} has more than ${MAX_LENGTH} characters, so it is not read.`, [0, 0]);
    return { settings: { environment: {} }, problems };
  }
  // Keys that stand twice are found here: the parser compares each with each.
  const document = parseDocument(text, {
    prettyErrors: false,
    // "silent" would keep a second document from being told.
    logLevel: "error",
    uniqueKeys: false,
  });
  for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
    // The parser's own words tell programmers which of its functions to call.
    const words =
      code === "MULTIPLE_DOCS" ? `${file} may have only one document; what comes after --- is not read.` : message;
    report(`yaml.${code.toLowerCase().replaceAll("_", "-")}`, words, pos);
  }
  const settings = readTop({ document, aliases: aliasesIn(document), report, inform: telling("information") });
  return { settings, problems: problems.sort((one, other) => one.range.start.offset - other.range.start.offset) };
}

function readTop(reading: Reading): StudioSettings {
  const { contents } = reading.document;
  const found = new Map<string, unknown>();
  if (isMap(contents)) {
    for (const { name, at, value } of itemsOf(contents, reading)) {
      if (Object.hasOwn(KEYS, name)) found.set(name, value);
      else
        reading.report("studio-settings.unknown-key", `There is no setting "${name}". Known settings: ${KNOWN}.`, at);
    }
  } else if (!isEmpty(contents)) {
    reading.report(
      "studio-settings.bad-value",
      `Settings are keys and values. Known settings: ${KNOWN}.`,
      placeOf(contents),
    );
  }
  return {
    environment: KEYS.environment(found.get("environment"), reading),
    release: KEYS.release(found.get("release"), reading),
  };
}

/** A release; what cannot be read as one leaves the newest. */
function readReleaseSetting(value: unknown, { report, inform }: Reading): string | undefined {
  if (isEmpty(value)) return undefined;
  const read = readRelease(isScalar(value) ? writtenAs(value) : "");
  if (read.kind === "wrong") {
    report("studio-settings.bad-value", `${read.message} ${NEWEST} is used.`, placeOf(value));
    return undefined;
  }
  if (read.note !== undefined) report("studio-settings.unknown-release", read.note, placeOf(value));
  if (read.release !== NEWEST) inform("studio-settings.release", sameBehaviour(read.release), placeOf(value));
  return read.release;
}

/** Names with values as they are written: 1.10 is no number here. */
function readEnvironment(value: unknown, reading: Reading): Environment {
  if (isEmpty(value)) return {};
  if (!isMap(value)) {
    const message = "environment takes names and values, such as POD_IP: 192.0.2.10.";
    reading.report("studio-settings.bad-value", message, placeOf(value));
    return {};
  }
  const values = itemsOf(value, reading).flatMap((item): [string, string][] => {
    const text = readValue(item, reading);
    return text === undefined ? [] : [[item.name, text]];
  });
  return Object.fromEntries(values);
}

function readValue({ name, at, value, valueAt }: Item, { report }: Reading): string | undefined {
  if (name === "" || /[=\0]/.test(name)) {
    report("studio-settings.bad-name", `"${name.replaceAll("\0", "\\0")}" is not a variable name.`, at);
    return undefined;
  }
  if (isEmpty(value)) {
    report("studio-settings.bad-value", `${name} has no value; write "" for an empty value.`, at);
    return undefined;
  }
  const text = isScalar(value) ? writtenAs(value) : "\0";
  if (!text.includes("\0")) return text;
  report("studio-settings.bad-value", `The value of ${name} must be a text, a number, true or false.`, valueAt);
  return undefined;
}

/** A key with its value, an alias followed. */
interface Item {
  readonly name: string;
  readonly at: readonly [number, number];
  readonly value: unknown;
  readonly valueAt: readonly [number, number];
}

/** The items of a map; a key that stands again is told, and the last one counts. */
function itemsOf(map: YAMLMap, { aliases, report }: Reading): readonly Item[] {
  const names = new Set<string>();
  return map.items.flatMap(({ key, value }): Item[] => {
    const at = placeOf(key, placeOf(map));
    if (!isScalar(key)) {
      report("studio-settings.bad-name", "A name must be plain text.", at);
      return [];
    }
    const name = writtenAs(key);
    if (names.has(name)) report("studio-settings.name-twice", `${name} is set twice; the last one counts.`, at);
    names.add(name);
    return [{ name, at, value: aliases.get(value) ?? value, valueAt: placeOf(value, at) }];
  });
}

function writtenAs({ source, value }: { readonly source?: string; readonly value: unknown }): string {
  return source ?? String(value);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (isScalar(value) && value.value === null);
}

function placeOf(node: unknown, otherwise: readonly [number, number] = [0, 0]): readonly [number, number] {
  const range = (node as Node | null | undefined)?.range;
  return range === undefined || range === null ? otherwise : [range[0], range[1]];
}
