/** What a line of a hosts file does: which questions it answers, and with what. */
import { reverseName } from "../../dns/name/reverse.ts";
import { isIpv4Mapped, writeAddress } from "../../go/address.ts";
import { type HostsLine, type HostsWord, hostsAddress, readHostsLine } from "../../system-files/hosts-line.ts";
import { LineIndex } from "../../text/line-index.ts";
import type { Hover } from "../hover.ts";
import type { LanguageWorkspace, TextPlace } from "../workspace.ts";

/** The meaning of the address or name at a place; undefined for others. */
export function getHostsHover({ files }: LanguageWorkspace, { file, offset }: TextPlace): Hover | undefined {
  const text = files.read(file);
  if (typeof text !== "string") return undefined;
  const lines = new LineIndex(file, text);
  const { line } = lines.position(offset);
  const start = lines.startOfLine(line);
  const read = readHostsLine(text.slice(start, lines.endOfLine(line)), start);
  const word = [read.address, ...read.names].find(
    (one) => one !== undefined && one.start <= offset && offset <= one.end,
  );
  const markdown = word === undefined ? undefined : wordsOf(read, word);
  return word === undefined || markdown === undefined
    ? undefined
    : { range: lines.range(word.start, word.end), markdown };
}

function wordsOf({ address, names }: HostsLine, word: HostsWord): string | undefined {
  const bytes = hostsAddress(address?.text ?? "");
  if (bytes === undefined) return undefined;
  const written = writeAddress(bytes);
  const type = bytes.length === 4 || isIpv4Mapped(bytes) ? "A" : "AAAA";
  if (word !== address) return `\`${word.text}\` ${type} → \`${written}\``;
  const reversed = names.filter(({ text }) => !text.startsWith("*."));
  const zone = reverseName(written);
  if (zone === undefined || reversed.length === 0) return `${type} address`;
  return `\`${zone}\` PTR → ${reversed.map(({ text }) => `\`${text}\``).join(", ")}`;
}
