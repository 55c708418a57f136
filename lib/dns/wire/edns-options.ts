/**
 * EDNS options as CoreDNS reads them and writes them again: into some of them it looks, and what is wrong in one makes the
 * message none. The data of such an option is as CoreDNS would write it, which is not always as it came.
 */
import { EdnsOptionCode } from "../iana/edns-option.ts";
import type { EdnsOption } from "../message/message.ts";
import type { Name } from "../name/name.ts";
import { octetAt, u16At } from "./octets.ts";
import { WireReader } from "./reader.ts";
import { WireError } from "./wire-error.ts";
import { WireWriter } from "./writer.ts";

const SHORT = "buffer size too small";
const LLQ_OCTETS = 18;
const NONE: readonly never[] = [];
const NO_OCTETS = new Uint8Array();

/** The data as CoreDNS writes it. Throws `WireError` when it cannot be. */
type OptionForm = (data: Uint8Array) => Uint8Array;

function atLeast(octets: number): OptionForm {
  return (data) => {
    if (data.length < octets) throw new WireError(SHORT);
    return data;
  };
}

/** Client subnet (RFC 7871 section 6): the address has as many octets as its prefix needs, and zeros behind it. */
function subnet(data: Uint8Array): Uint8Array {
  if (data.length < 4) throw new WireError(SHORT);
  const [family, source, scope] = [u16At(data, 0), octetAt(data, 2), octetAt(data, 3)];
  if (family > 2 || (family === 0 && source !== 0)) throw WireError.ofValue("bad address family");
  const bits = family === 1 ? 32 : 128;
  if (family !== 0 && (source > bits || scope > bits)) throw WireError.ofValue("bad netmask");
  const written = new Uint8Array(4 + Math.ceil(source / 8));
  written.set(data.subarray(0, written.length));
  const last = written.length - 1;
  if (source % 8 !== 0) written[last] = octetAt(written, last) & (0xff << (8 - (source % 8)));
  return written;
}

/** A lease without one for the key is written in four octets. */
function updateLease(data: Uint8Array): Uint8Array {
  if (data.length !== 4 && data.length !== 8) throw new WireError(SHORT);
  return data.subarray(4).some((octet) => octet !== 0) ? data : data.subarray(0, 4);
}

function expire(data: Uint8Array): Uint8Array {
  if (data.length > 0 && data.length < 4) throw new WireError(SHORT);
  return data.subarray(0, 4);
}

/** A timeout of zero is none. */
function tcpKeepalive(data: Uint8Array): Uint8Array {
  if (data.length !== 0 && data.length !== 2) {
    throw WireError.ofValue(`length mismatch, want 0/2 but got ${data.length}`);
  }
  return data.some((octet) => octet !== 0) ? data : NO_OCTETS;
}

function reporting(data: Uint8Array): Uint8Array {
  const writer = new WireWriter();
  writer.name(agentDomain(data));
  return writer.bytes.slice(0, writer.offset);
}

function agentDomain(data: Uint8Array): Name {
  try {
    return new WireReader(data).name();
  } catch (error) {
    throw WireError.ofValue(`bad agent domain: ${WireError.caught(error).message}`);
  }
}

const forms: ReadonlyMap<number, OptionForm> = new Map<number, OptionForm>([
  [EdnsOptionCode.LLQ, (data) => atLeast(LLQ_OCTETS)(data).subarray(0, LLQ_OCTETS)],
  [EdnsOptionCode.UL, updateLease],
  [EdnsOptionCode.SUBNET, subnet],
  [EdnsOptionCode.EXPIRE, expire],
  [EdnsOptionCode.TCP_KEEPALIVE, tcpKeepalive],
  [EdnsOptionCode.EDE, atLeast(2)],
  [EdnsOptionCode.REPORTING, reporting],
  [EdnsOptionCode.ZONEVERSION, atLeast(2)],
]);

/** Reads the options of an OPT record up to the reader's limit. Throws `WireError`. */
export function readEdnsOptions(reader: WireReader): readonly EdnsOption[] {
  if (reader.atEnd) return NONE;
  try {
    return readOptions(reader);
  } catch (error) {
    throw WireError.caught(error).in("OPT.Option");
  }
}

function readOptions(reader: WireReader): readonly EdnsOption[] {
  const options: EdnsOption[] = [];
  while (!reader.atEnd) {
    reader.need(4, "opt");
    const code = reader.u16();
    const data = reader.take(reader.u16(), "opt");
    options.push({ code, data: forms.get(code)?.(data) ?? data });
  }
  return options;
}

/** The RDATA of an OPT record with these options. */
export function ednsOptionOctets(options: readonly EdnsOption[]): Uint8Array {
  const writer = new WireWriter();
  writeEdnsOptions(writer, options);
  return writer.bytes.slice(0, writer.offset);
}

/** Writes options one after the other (RFC 6891 section 6.1.2). */
export function writeEdnsOptions(writer: WireWriter, options: readonly EdnsOption[]): void {
  for (const { code, data } of options) {
    writer.u16(code);
    writer.u16(data.length);
    writer.raw(data);
  }
}
