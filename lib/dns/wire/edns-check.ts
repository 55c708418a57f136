/** EDNS options that CoreDNS looks into when a message comes in: what is wrong in one makes the message none. */
import { EdnsOptionCode } from "../iana/edns-option.ts";
import { WireReader } from "./reader.ts";
import { WireError } from "./wire-error.ts";

const SHORT = "buffer size too small";
const LLQ_OCTETS = 18;

type Check = (data: Uint8Array) => void;

function atLeast(octets: number): Check {
  return (data) => {
    if (data.length < octets) throw new WireError(SHORT);
  };
}

/** Client subnet (RFC 7871 section 6). */
function checkSubnet(data: Uint8Array): void {
  if (data.length < 4) throw new WireError(SHORT);
  const [high = 0, low = 0, source = 0, scope = 0] = data;
  const family = (high << 8) | low;
  if (family > 2 || (family === 0 && source !== 0)) throw new WireError("bad address family");
  const bits = family === 1 ? 32 : 128;
  if (family !== 0 && (source > bits || scope > bits)) throw new WireError("bad netmask");
}

const checks: ReadonlyMap<number, Check> = new Map<number, Check>([
  [EdnsOptionCode.LLQ, atLeast(LLQ_OCTETS)],
  [
    EdnsOptionCode.UL,
    (data) => {
      if (data.length !== 4 && data.length !== 8) throw new WireError(SHORT);
    },
  ],
  [EdnsOptionCode.SUBNET, checkSubnet],
  [
    EdnsOptionCode.EXPIRE,
    (data) => {
      if (data.length > 0 && data.length < 4) throw new WireError(SHORT);
    },
  ],
  [
    EdnsOptionCode.TCP_KEEPALIVE,
    (data) => {
      if (data.length === 0 || data.length === 2) return;
      throw new WireError(`length mismatch, want 0/2 but got ${data.length}`);
    },
  ],
  [EdnsOptionCode.EDE, atLeast(2)],
  [EdnsOptionCode.REPORTING, (data) => void new WireReader(data).name()],
  [EdnsOptionCode.ZONEVERSION, atLeast(2)],
]);

/** Throws `WireError` when the data of an option cannot be. */
export function checkEdnsOption(code: number, data: Uint8Array): void {
  checks.get(code)?.(data);
}
