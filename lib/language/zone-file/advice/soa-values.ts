/** An SOA record in which a value is missing, the mailbox most often. */

import { RRType } from "../../../dns/iana/rrtype.ts";
import type { Fix } from "../../../text/edit.ts";
import type { RecordEntry } from "../parse.ts";
import type { ZoneReading } from "../read.ts";
import type { Finding, Rule } from "./advice.ts";

const VALUES = ["PRIMARY", "MAILBOX", "SERIAL", "REFRESH", "RETRY", "EXPIRE", "MINIMUM"];

/** What a number in the place of the mailbox, or too few values, come from. */
export const soaValues: Rule = {
  code: "ZF1019",
  severity: "warning",
  needsWholeZone: false,
  find: ({ reading }) => [reading, ...reading.included.values()].flatMap(inFile),
};

function inFile(reading: ZoneReading): readonly Finding[] {
  return reading.entries.flatMap(({ parsed }): readonly Finding[] => {
    if (parsed.kind !== "record" || parsed.typeCode !== RRType.SOA || parsed.type === undefined) return [];
    const { type, rdata } = parsed;
    const range = reading.lines.range(type.start, rdata.at(-1)?.end ?? type.end);
    if (isNumber(rdata[1]?.text)) return [{ range, ...withoutMailbox(parsed, reading) }];
    if (rdata.length >= VALUES.length) return [];
    return [
      {
        range,
        message: `This SOA record has ${rdata.length} of seven values: ${VALUES.slice(rdata.length).join(", ")} ${rdata.length === VALUES.length - 1 ? "is" : "are"} missing, or one before.`,
        help: `An SOA record is written ${VALUES.join(" ")}, as in ns1 hostmaster 1 7200 3600 1209600 300.`,
      },
    ];
  });
}

function withoutMailbox({ rdata }: RecordEntry, reading: ZoneReading): Omit<Finding, "range"> {
  const serial = rdata[1];
  const fixes: readonly Fix[] =
    serial === undefined || rdata.length >= VALUES.length
      ? []
      : [
          {
            title: "Put the mailbox hostmaster in",
            edits: [{ range: reading.lines.range(serial.start, serial.start), text: "hostmaster " }],
          },
        ];
  return {
    message: `The mailbox of this SOA record is missing: ${serial?.text ?? ""} is in its place, and all numbers are one place off.`,
    help: "After the primary server comes the mail address of the person responsible, written as a name: hostmaster.example.org. for hostmaster@example.org.",
    fixes,
  };
}

function isNumber(text: string | undefined): boolean {
  return text !== undefined && /^\d+$/.test(text);
}
