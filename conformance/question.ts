/** A case's question as bytes, written here by hand so that no fault of the engine's own codec can hide. */
import type { CaseQuestion } from "./case.ts";
import { classNumber, typeNumber } from "./registries.ts";
import { signed } from "./tsig.ts";
import { encodeUpdate } from "./update.ts";
import { encodeName, ipv6Octets, words } from "./words.ts";

const OPCODES: Readonly<Record<string, number>> = { QUERY: 0, IQUERY: 1, STATUS: 2, NOTIFY: 4, UPDATE: 5 };
const FLAGS: Readonly<Record<string, number>> = {
  qr: 0x8000,
  aa: 0x0400,
  tc: 0x0200,
  rd: 0x0100,
  ra: 0x0080,
  ad: 0x0020,
  cd: 0x0010,
};
const DO = 0x8000;

/** What a question asks: name, type and class numbers. */
interface Asked {
  readonly name: string;
  readonly type: number;
  readonly class: number;
}

/** Reads `NAME TYPE CLASS` as a case writes it. */
function readAsked(text: string): Asked {
  const [name = ".", type = "A", rrclass = "IN"] = text.split(/\s+/);
  return { name, type: typeNumber(type), class: classNumber(rrclass) };
}

/** The message that a question is sent as, signed when the case has a key for it. */
export function encodeQuestion(question: CaseQuestion): Buffer {
  const asked = readAsked(question.q ?? "");
  const { opcode: named = question.update === undefined ? "QUERY" : "UPDATE", tsig } = question;
  const opcode = OPCODES[named.toUpperCase()] ?? Number(named);
  const flags = (question.flags ?? ["rd"]).reduce((bits, flag) => bits | (FLAGS[flag.toLowerCase()] ?? 0), 0);
  const { prerequisites, updates } = encodeUpdate(question.update ?? []);
  const authority = question.serial === undefined ? updates : [...updates, soa(asked, question.serial)];
  const additional = question.edns == null ? [] : [opt(question.edns)];
  const id = question.id ?? Math.floor(Math.random() * 65_536);
  const message = Buffer.concat([
    words(id, flags | (opcode << 11), 1, prerequisites.length, authority.length, additional.length),
    encodeName(asked.name),
    words(asked.type, asked.class),
    ...prerequisites,
    ...authority,
    ...additional,
  ]);
  return tsig === undefined ? message : signed(message, tsig);
}

function soa(asked: Asked, serial: number): Buffer {
  const rdata = Buffer.alloc(22);
  rdata.writeUInt32BE(serial, 2);
  return Buffer.concat([encodeName(asked.name), words(6, asked.class, 0, 0, rdata.length), rdata]);
}

function opt(edns: NonNullable<CaseQuestion["edns"]>): Buffer {
  const options = Buffer.concat(
    (edns.options ?? []).map((option) =>
      "ecs" in option ? clientSubnet(option.ecs) : generic(option.code, option.hex ?? ""),
    ),
  );
  return Buffer.concat([
    Buffer.from([0]),
    words(41, edns.size ?? 1232, edns.version ?? 0, edns.do === true ? DO : 0, options.length),
    options,
  ]);
}

function generic(code: number, hex: string): Buffer {
  const data = Buffer.from(hex, "hex");
  return Buffer.concat([words(code, data.length), data]);
}

/** EDNS client subnet (RFC 7871 section 6): only the octets that the prefix length covers. */
function clientSubnet(text: string): Buffer {
  const [address = "", source] = text.split("/");
  const octets = address.includes(":") ? ipv6Octets(address) : Buffer.from(address.split(".").map(Number));
  const length = source === undefined ? (address.includes(":") ? 56 : 24) : Number(source);
  const covered = Buffer.from(octets.subarray(0, Math.ceil(length / 8)));
  const spare = covered.length * 8 - length;
  const last = covered.length - 1;
  if (last >= 0) covered[last] = ((covered[last] ?? 0) >> spare) << spare;
  const data = Buffer.concat([words(address.includes(":") ? 2 : 1), Buffer.from([length, 0]), covered]);
  return Buffer.concat([words(8, data.length), data]);
}
