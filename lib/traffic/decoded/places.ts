/** The lines of a Corefile that a message is about. */
import type { Configuration, ServerBlock } from "../../corefile/configuration.ts";
import { lineDistance } from "../../corefile/cursor.ts";
import { resolveKeys, type ServerBlockKey } from "../../corefile/keys.ts";
import type { Token } from "../../corefile/token.ts";
import type { Directive } from "../../directive/directive.ts";
import { DEFAULT_PORT, splitTransport } from "../../directive/kinds/endpoint.ts";
import type { LogSubject } from "../../directive/log-message.ts";
import { type CanonicalName, canonical, isAtOrBelow, readName } from "../../dns/name/name.ts";
import { joinHostPort, splitHostPort } from "../../go/net.ts";
import type { Range } from "../../text/position.ts";
import type { DecodedMessage } from "./message-table.ts";

const MOST_PLACES = 20;

/** A Corefile as CoreDNS reads it. */
export interface PlaceSource {
  readonly configuration: Configuration;
  readonly directives: readonly Directive<unknown>[];
  /** The port of plain DNS. */
  readonly defaultPort?: string | undefined;
}

type Groups = DecodedMessage["groups"];

/** Finds lines; the Corefile is looked through when the first message asks. */
export class MessagePlaces {
  readonly #source: PlaceSource;
  readonly #blocks: readonly { readonly block: ServerBlock; readonly keys: readonly ServerBlockKey[] }[];

  constructor(source: PlaceSource) {
    this.#source = source;
    const { blocks } = source.configuration;
    const keys = resolveKeys(source.configuration, source.defaultPort ?? "53").blocks;
    this.#blocks = source.configuration.isDefault ? [] : blocks.map((block, at) => ({ block, keys: keys[at] ?? [] }));
  }

  /** What the first of the subjects that is there comes to; nothing when none is. */
  of({ about, groups, plugin }: Pick<DecodedMessage, "about" | "groups" | "plugin">): readonly Range[] {
    for (const subject of about) {
      const found = this.#find(subject, groups, plugin);
      if (found.length > 0) return found.slice(0, MOST_PLACES);
    }
    return [];
  }

  #find(subject: LogSubject, groups: Groups, plugin: string | undefined): readonly Range[] {
    if (subject === "directive") return this.#uses(plugin);
    if (subject === "plugin") return this.#uses(groups.plugin);
    if (subject === "upstream") return this.#upstreams(groups.upstream ?? "");
    if (subject === "port") return this.#keys(({ port }) => port === groups.port);
    if (subject === "line") return lineOf(this.#source.configuration.file, groups);
    const name = readName(groups[subject] ?? "");
    if (name === undefined) return [];
    const asked = canonical(name);
    return subject === "zone" ? this.#keys(({ zone }) => zone === asked) : this.#owner(asked);
  }

  #uses(name: string | undefined): readonly Range[] {
    if (name === undefined) return [];
    return this.#blocks.flatMap(({ block }) => heads(block.directives.get(name) ?? []).map(({ range }) => range));
  }

  #keys(isMeant: (key: ServerBlockKey) => boolean): readonly Range[] {
    return this.#blocks.flatMap(({ keys }) => keys.filter(isMeant).map(({ at }) => at));
  }

  /** The keys with the longest zone that holds the name. */
  #owner(name: CanonicalName): readonly Range[] {
    const zones = this.#blocks.flatMap(({ keys }) => keys.map(({ zone }) => zone));
    const longest = zones
      .filter((zone) => isAtOrBelow(name, zone))
      .reduce<CanonicalName | undefined>((best, zone) => (zone.length >= (best?.length ?? 0) ? zone : best), undefined);
    return longest === undefined ? [] : this.#keys(({ zone }) => zone === longest);
  }

  /** Words of directives that name servers, which are this one. */
  #upstreams(upstream: string): readonly Range[] {
    const names = this.#source.directives.filter(({ upstreams }) => upstreams !== undefined).map(({ name }) => name);
    return this.#blocks.flatMap(({ block }) =>
      names.flatMap((name) =>
        (block.directives.get(name) ?? []).filter(({ text }) => isServer(text, upstream)).map(({ range }) => range),
      ),
    );
  }
}

function isServer(word: string, upstream: string): boolean {
  if (word === upstream) return true;
  const { transport, host } = splitTransport(word);
  const split = splitHostPort(host);
  const address = split.ok ? split.host : host.replace(/^\[|\]$/g, "");
  const port = split.ok && split.port !== "" ? split.port : DEFAULT_PORT[transport];
  return joinHostPort(address, port) === upstream;
}

/** The first word of each use. */
function heads(words: readonly Token[]): readonly Token[] {
  let depth = 0;
  return words.filter((word, at) => {
    const before = words[at - 1];
    const isHead = before === undefined || (depth === 0 && lineDistance(before, word) !== 0);
    if (word.text === "{") depth += 1;
    else if (word.text === "}") depth -= 1;
    return isHead;
  });
}

/** CoreDNS knows its Corefile under the path that it was given there; here it is the one at hand. */
function lineOf(corefile: string, { file = "", line = "" }: Groups): readonly Range[] {
  const base = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
  const number = Number(line);
  if (base(file) !== base(corefile) || !Number.isSafeInteger(number) || number < 1) return [];
  const start = { offset: 0, line: number, column: 1 };
  return [{ file: corefile, start, end: start }];
}
