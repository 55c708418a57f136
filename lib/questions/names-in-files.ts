/** The names in the files that a server block names: zone files, folders of them, hosts files. */
import type { ServerBlock } from "../corefile/configuration.ts";
import type { CorefileFiles } from "../corefile/imports/files.ts";
import type { Directive } from "../directive/directive.ts";
import { rrtypeName } from "../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../dns/message/message.ts";
import { type CanonicalName, canonical } from "../dns/name/name.ts";
import { reverseName } from "../dns/name/reverse.ts";
import { RecordReader } from "../dns/text/record-reader.ts";
import { TextError } from "../dns/text/text-error.ts";
import { writeAddress } from "../go/address.ts";
import { fileNameOf } from "../go/path.ts";
import { type FileWord, fileWords } from "../language/files/file-words.ts";
import { hostsAddress, hostsName, readHostsLine } from "../system-files/hosts-line.ts";
import { utf8Octets } from "../text/octets.ts";
import type { FoundName } from "./words-of-block.ts";

/** A server block and what is around it. */
export interface BlockWithFiles {
  readonly block: ServerBlock;
  /** Its own zones. */
  readonly zones: readonly CanonicalName[];
  readonly directives: readonly Directive<unknown>[];
  readonly files: CorefileFiles;
}

/** Types that are made of others, or that nobody asks for by itself. */
const NOT_ASKED: ReadonlySet<string> = new Set(["RRSIG", "NSEC", "NSEC3", "NSEC3PARAM"]);

/** Names one after the other, as they are read: whoever has enough reads no further. */
export function* namesInFiles({ block, zones, directives, files }: BlockWithFiles): Generator<FoundName, void> {
  for (const word of fileWords(block, directives)) {
    const { content, path } = word;
    if (content.kind === "hosts-file") yield* ofHostsFile(path, files);
    else if (content.kind === "zone-file") {
      const [origin] = word.zones.length === 0 ? zones : word.zones;
      if (origin !== undefined) yield* ofZoneFile(path, origin, files);
    } else if (content.kind === "zone-folder") yield* ofFolder(word, content, files);
  }
}

function* ofFolder(
  { path, behind }: FileWord,
  { zoneOfFile }: Extract<FileWord["content"], { readonly kind: "zone-folder" }>,
  files: CorefileFiles,
): Generator<FoundName, void> {
  const zoneOf = zoneOfFile(behind);
  if (zoneOf === undefined) return;
  for (const name of files.list(path) ?? []) {
    const file = `${path.replace(/\/+$/, "")}/${name}`;
    const origin = zoneOf(fileNameOf(file));
    if (origin !== undefined && !files.isFolder(file)) yield* ofZoneFile(file, origin, files);
  }
}

/** The names of a master file up to its first mistake. */
function* ofZoneFile(file: string, origin: CanonicalName, files: CorefileFiles): Generator<FoundName, void> {
  const text = files.read(file);
  if (typeof text !== "string") return;
  const reader = new RecordReader(text, { origin, file });
  for (let next = reader.next(); next !== undefined; next = reader.next()) {
    if (next instanceof TextError) return;
    yield* ofRecord(next, `zone file ${file}`);
  }
}

function* ofRecord({ name, type, rdata }: ResourceRecord, source: string): Generator<FoundName, void> {
  const word = rrtypeName(type);
  yield { name: canonical(name), types: NOT_ASKED.has(word) ? [] : [word], source };
  if (rdata.kind !== "A" && rdata.kind !== "AAAA") return;
  const reverse = reverseName(rdata.address);
  if (reverse !== undefined) yield { name: reverse, types: ["PTR"], source };
}

function* ofHostsFile(file: string, files: CorefileFiles): Generator<FoundName, void> {
  const text = files.read(file);
  if (typeof text !== "string") return;
  const source = `hosts file ${file}`;
  for (const line of text.split("\n")) {
    const { address, names } = readHostsLine(line);
    const bytes = address === undefined ? undefined : hostsAddress(address.text);
    if (bytes === undefined) continue;
    for (const { text: written } of names) {
      const { name } = hostsName(utf8Octets(written));
      if (name !== undefined) yield { name, types: [], source };
    }
    const reverse = reverseName(writeAddress(bytes));
    if (reverse !== undefined && names.length > 0) yield { name: reverse, types: ["PTR"], source };
  }
}
