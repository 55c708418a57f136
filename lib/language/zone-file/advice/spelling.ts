/** Rules about how something is written: names without their dot, addresses for names, TTLs that come from nowhere. */

import { RRType } from "../../../dns/iana/rrtype.ts";
import { canonical, isAtOrBelow, type Name, ROOT } from "../../../dns/name/name.ts";
import { readTtl } from "../../../dns/text/number.ts";
import { DEFAULT_TTL } from "../../../dns/text/record-reader.ts";
import { readIpv4 } from "../../../go/address.ts";
import type { Fix } from "../../../text/edit.ts";
import { nameOf } from "../context.ts";
import { nameWords } from "../name-words.ts";
import { directiveNamed } from "../parse.ts";
import type { ZoneReading } from "../read.ts";
import type { Word } from "../scan.ts";
import type { Advised, Finding, Rule, Written } from "./advice.ts";

/** The records of a file and of those that it includes. */
export function writtenRecords(reading: ZoneReading): readonly Written[] {
  const own = reading.entries.flatMap(({ parsed, before }) =>
    parsed.kind === "record" ? [{ parsed, before, reading }] : [],
  );
  return [...own, ...[...reading.included.values()].flatMap(writtenRecords)];
}

/** A rule about single words. */
function wordRule(code: string, find: (word: Word, at: Written & Advised) => Omit<Finding, "range"> | undefined): Rule {
  return {
    code,
    severity: "warning",
    needsWholeZone: false,
    find: (zone) =>
      zone.written.flatMap((written) => {
        const { owner } = written.parsed;
        const words = [...(owner === undefined ? [] : [owner]), ...nameWords(written.parsed)];
        return words.flatMap((word) => {
          const found = find(word, { ...zone, ...written });
          return found === undefined ? [] : [{ ...found, range: written.reading.lines.range(word.start, word.end) }];
        });
      }),
  };
}

/** Puts a text in place of a word. */
function replace(title: string, { word, text, reading }: { word: Word; text: string; reading: ZoneReading }): Fix {
  return { title, edits: [{ range: reading.lines.range(word.start, word.end), text }] };
}

/** A name that looks absolute, but has no dot at its end. */
export const missingDot: Rule = wordRule("ZF1012", (word, { before, origin, reading }) => {
  const { text } = word;
  if (text.endsWith(".") || before.origin === undefined || before.origin === ROOT) return undefined;
  const alone = nameOf(`${text}.`, ROOT);
  const joined = nameOf(text, before.origin);
  if (alone === undefined || joined === undefined) return undefined;
  const name = canonical(alone);
  const isDoubled = [canonical(before.origin), origin].some((zone) => zone !== ROOT && isAtOrBelow(name, zone));
  return isDoubled ? { ...endsRelative(text, joined), fixes: [addDot(word, reading)] } : undefined;
});

/** What a name without a dot at its end comes to. */
function endsRelative(text: string, joined: Name): Pick<Finding, "message" | "help"> {
  return {
    message: `${text} without a final dot is ${joined}`,
    help: "Names without a final dot are relative to the origin.",
  };
}

function addDot(word: Word, reading: ZoneReading): Fix {
  return replace(`Write ${word.text}.`, { word, text: `${word.text}.`, reading });
}

/** The host of an address, relative to the reverse zone. */
export const reverseTarget: Rule = wordRule("ZF1017", (word, { parsed, before, reading }) => {
  if (parsed.typeCode !== RRType.PTR || word === parsed.owner || word.text.endsWith(".")) return undefined;
  const joined = before.origin === undefined ? undefined : nameOf(word.text, before.origin);
  if (joined === undefined || word.text === "@" || !/\.(?:in-addr|ip6)\.arpa\.$/i.test(joined)) return undefined;
  return { ...endsRelative(word.text, joined), fixes: [addDot(word, reading)] };
});

/** An address where a name belongs. */
export const addressForName: Rule = wordRule("ZF1013", (word, { parsed, before }) => {
  if (word === parsed.owner || readIpv4(word.text.replace(/\.$/, "")) === undefined) return undefined;
  const name = nameOf(word.text, before.origin);
  return {
    message: `${word.text} is an address where a name belongs: it is read as ${name ?? word.text}`,
    help: "Give the host a name with an A or AAAA record, and use that name.",
  };
});

/** A mail address with its at sign in the SOA. */
export const mailAddress: Rule = wordRule("ZF1014", (word, { parsed, reading }) => {
  if (parsed.typeCode !== RRType.SOA || word !== parsed.rdata[1]) return undefined;
  const [user, host, ...more] = word.text.split("@");
  if (user === undefined || user === "" || host === undefined || host === "" || more.length > 0) return undefined;
  const text = `${user.replace(/(?<!\\)\./g, "\\.")}.${host}`;
  return {
    message: "The mail address of an SOA record is written as a name: a dot stands for the at sign.",
    help: "RFC 1035 section 3.3.13; dots before the at sign are escaped.",
    fixes: [replace(`Write ${text}`, { word, text, reading })],
  };
});

/** A first record without a TTL, which CoreDNS serves with 0. */
export const noTtl: Rule = {
  code: "ZF1015",
  severity: "warning",
  needsWholeZone: false,
  find({ reading }) {
    const first = reading.entries.find(({ parsed }) => parsed.kind === "record" && parsed.type !== undefined)?.parsed;
    if (first?.kind !== "record" || first.type === undefined || first.ttl !== undefined) return [];
    const [read] = reading.records;
    const isFirst = read?.place.file === reading.lines.file && read.place.line === first.entry.firstLine;
    // With $TTL before it, the file says 0 itself.
    const isSaid = reading.entries.find(({ parsed }) => parsed === first)?.before.ttl !== undefined;
    if (!isFirst || read.record.ttl !== 0 || isSaid) return [];
    return [
      {
        range: reading.lines.range(first.type.start, first.type.end),
        message: "This record has no TTL, and there is none before it: CoreDNS serves it with a TTL of 0.",
        help: "Put a line such as `$TTL 3600` at the start of the file.",
      },
    ];
  },
};

/** Generated records without a TTL of their own. */
export const generatedTtl: Rule = {
  code: "ZF1016",
  severity: "information",
  needsWholeZone: false,
  find: ({ reading }) =>
    reading.entries.flatMap(({ parsed, before }): readonly Finding[] => {
      if (parsed.kind !== "directive" || parsed.name !== "$GENERATE") return [];
      if (before.ttl?.byDirective !== true || before.ttl.seconds === DEFAULT_TTL) return [];
      const [, owner, ...head] = parsed.args;
      if (owner === undefined || directiveNamed(owner.text) !== undefined) return [];
      const hasTtl = head.slice(0, 2).some(({ text }) => readTtl(text) !== undefined);
      if (hasTtl) return [];
      return [
        {
          range: reading.lines.range(parsed.word.start, parsed.word.end),
          message: `CoreDNS gives these records a TTL of ${DEFAULT_TTL}; $TTL does not apply to $GENERATE.`,
          help: "Write the TTL after the name in the template.",
        },
      ];
    }),
};
