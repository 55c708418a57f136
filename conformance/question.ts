/** A case's question as bytes, written here by hand so that no fault of the engine's own codec can hide. */
import type { CaseQuestion } from "./case.ts";
import { classNumber, typeNumber } from "./registries.ts";

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

/** The message that a question is sent as. */
export function encodeQuestion(question: CaseQuestion): Buffer {
  const asked = readAsked(question.q ?? "");
  const opcode = OPCODES[(question.opcode ?? "QUERY").toUpperCase()] ?? Number(question.opcode);
  const flags = (question.flags ?? ["rd"]).reduce((bits, flag) => bits | (FLAGS[flag.toLowerCase()] ?? 0), 0);
  const authority = question.serial === undefined ? [] : [soa(asked, question.serial)];
  const additional = question.edns == null ? [] : [opt(question.edns)];
  const id = question.id ?? Math.floor(Math.random() * 65_536);
  return Buffer.concat([
    words(id, flags | (opcode << 11), 1, 0, authority.length, additional.length),
    encodeName(asked.name),
    words(asked.type, asked.class),
    ...authority,
    ...additional,
  ]);
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => {
    bytes.writeUInt16BE(value & 0xffff, index * 2);
  });
  return bytes;
}

/** A name in wire format; a backslash escapes the next character or three digits. */
function encodeName(name: string): Buffer {
  const labels: number[][] = [[]];
  for (let index = 0; index < name.length; index++) {
    const character = name[index] ?? "";
    if (character === ".") labels.push([]);
    else if (character === "\\" && /^\d{3}/.test(name.slice(index + 1))) {
      labels.at(-1)?.push(Number(name.slice(index + 1, index + 4)));
      index += 3;
    } else if (character === "\\") labels.at(-1)?.push(name.charCodeAt(++index));
    else labels.at(-1)?.push(...Buffer.from(character, "utf8"));
  }
  const filled = labels.filter((label) => label.length > 0);
  return Buffer.from([...filled.flatMap((label) => [label.length, ...label]), 0]);
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

function ipv6Octets(address: string): Buffer {
  const [head = "", tail] = address.split("::");
  const groups = (text: string): number[] =>
    text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  return words(...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right);
}
