/** Messages of a log, one row for each kind and what it is about, in bounded memory. */
import type { LogMessageKind, LogSubject } from "../../directive/log-message.ts";
import type { LoggedMessage } from "../sink.ts";
import { CORE_MESSAGES, OF_NOBODY, OF_PLUGIN, OF_QUERY } from "./core-messages.ts";

/** Rows beyond these are counted, and not kept. */
const MOST_ROWS = 200;
const MOST_NAMES = 3;
const MOST_TEXT = 600;
/** Levels at which something is wrong. */
const WRONG: ReadonlySet<string | undefined> = new Set(["WARNING", "ERROR", "FATAL", "PANIC"]);
/** Groups that tell what a row is about; a name that was asked is one of many. */
const TELLING = [
  "upstream",
  "zone",
  "file",
  "line",
  "port",
  "plugin",
  "path",
  "reason",
  "said",
  "user",
  "resource",
] as const;

/** What a plugin may say. */
export interface PluginMessages {
  readonly plugin: string;
  readonly messages: readonly LogMessageKind[];
}

/** Messages of one kind about one thing. */
export interface DecodedMessage {
  readonly kind: string;
  readonly level: string | undefined;
  readonly count: number;
  /** CoreDNS's own text, of the first of them. */
  readonly text: string;
  readonly meaning: string;
  readonly advice: string;
  /** Some of the names that were asked. */
  readonly names: readonly string[];
  readonly about: readonly LogSubject[];
  /** The plugin whose message it is. */
  readonly plugin: string | undefined;
  /** What the pattern found. */
  readonly groups: Readonly<Record<string, string | undefined>>;
}

type Row = { -readonly [Field in keyof DecodedMessage]: DecodedMessage[Field] };

interface Known {
  readonly plugin: string | undefined;
  readonly message: LogMessageKind;
}

export class MessageTable {
  readonly #known: readonly Known[];
  readonly #rows = new Map<string, Row>();
  #left = 0;

  constructor(plugins: readonly PluginMessages[]) {
    const ofPlugins = plugins.flatMap(({ plugin, messages }) => messages.map((message) => ({ plugin, message })));
    this.#known = [...ofPlugins, ...CORE_MESSAGES.map((message) => ({ plugin: undefined, message }))];
  }

  /** How many messages were left out because there are too many kinds of them. */
  get left(): number {
    return this.#left;
  }

  /** Takes a message; those that tell of nothing wrong are passed over. */
  add({ level, text }: LoggedMessage): void {
    for (const known of this.#known) if (this.#take(known, level, text)) return;
    const isWrong = WRONG.has(level);
    // Before it serves, CoreDNS ends with a line that has no level.
    if (!isWrong && level !== undefined) return;
    for (const message of isWrong ? [OF_QUERY, OF_PLUGIN, OF_NOBODY] : [OF_PLUGIN]) {
      if (this.#take({ plugin: undefined, message }, level, text)) return;
    }
  }

  /** The most frequent first. */
  list(): readonly DecodedMessage[] {
    return [...this.#rows.values()].sort((left, right) => right.count - left.count);
  }

  #take({ plugin, message }: Known, level: string | undefined, text: string): boolean {
    const groups = message.pattern.exec(text)?.groups ?? (message.pattern.test(text) ? {} : undefined);
    if (groups === undefined) return false;
    const key = [message.kind, ...TELLING.map((name) => groups[name]?.replace(/\d+/g, "0") ?? "")];
    for (const [at, name] of TELLING.entries()) {
      // Numbers of what is in the Corefile count; those of ports and times do not.
      if (["upstream", "line", "port"].includes(name)) key[at + 1] = groups[name] ?? "";
    }
    this.#count(key.join("\t"), groups.name, () => ({
      kind: message.kind,
      level,
      count: 0,
      text: text.slice(0, MOST_TEXT),
      meaning: filled(message.meaning, groups),
      advice: filled(message.advice, groups),
      names: [],
      about: message.about,
      plugin,
      groups,
    }));
    return true;
  }

  #count(key: string, name: string | undefined, make: () => Row): void {
    let row = this.#rows.get(key);
    if (row === undefined) {
      if (this.#rows.size >= MOST_ROWS) {
        this.#left += 1;
        return;
      }
      row = make();
      this.#rows.set(key, row);
    }
    row.count += 1;
    if (name !== undefined && row.names.length < MOST_NAMES && !row.names.includes(name))
      row.names = [...row.names, name];
  }
}

function filled(sentence: string, groups: Readonly<Record<string, string | undefined>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => (groups[name] ?? "").slice(0, MOST_TEXT));
}
