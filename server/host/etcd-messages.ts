/** The calls of etcd's API, version 3, that a reader of keys needs: what goes out and what comes back (rpc.proto, kv.proto). */
import type { KeyValue } from "../../lib/ports/key-values.ts";
import { type ProtobufField, readProtobuf, writeProtobuf } from "./protobuf.ts";

/** A method of a service, and how its reply is read. */
interface EtcdMethod<Reply> {
  readonly path: string;
  read(message: Uint8Array): Reply;
}

/** A call that can be sent, again if need be. */
export interface EtcdCall<Reply> {
  readonly method: EtcdMethod<Reply>;
  readonly request: Buffer;
}

const RANGE: EtcdMethod<readonly KeyValue[]> = {
  path: "/etcdserverpb.KV/Range",
  read: (message) => fieldsOf(message, 2).map(keyValueOf),
};

/** Of several ranges the first that has something. */
const RANGES: EtcdMethod<readonly KeyValue[]> = {
  path: "/etcdserverpb.KV/Txn",
  read(message) {
    for (const response of fieldsOf(message, 3)) {
      const found = fieldsOf(response, 1).flatMap(RANGE.read);
      if (found.length > 0) return found;
    }
    return [];
  },
};

const TIME_TO_LIVE: EtcdMethod<number> = {
  path: "/etcdserverpb.Lease/LeaseTimeToLive",
  read: (message) => Number(numberOf(message, 3)),
};

const AUTHENTICATE: EtcdMethod<string> = {
  path: "/etcdserverpb.Auth/Authenticate",
  read: (message) => textOf(message, 2),
};

/** Reads a key. */
export function keyCall(key: string): EtcdCall<readonly KeyValue[]> {
  return { method: RANGE, request: writeProtobuf([[1, Buffer.from(key, "utf8")]]) };
}

/** Reads all keys that begin so. */
export function prefixCall(prefix: string): EtcdCall<readonly KeyValue[]> {
  const octets = Buffer.from(prefix, "utf8");
  const fields: readonly ProtobufField[] = [
    [1, octets],
    [2, endOfRange(octets)],
  ];
  return { method: RANGE, request: writeProtobuf(fields) };
}

/** Makes one call of two that read: what the second gives counts where the first has nothing. */
export function eitherCall(
  first: EtcdCall<readonly KeyValue[]>,
  second: EtcdCall<readonly KeyValue[]>,
): EtcdCall<readonly KeyValue[]> {
  const operation = ({ request }: EtcdCall<readonly KeyValue[]>): ProtobufField => [2, writeProtobuf([[1, request]])];
  return { method: RANGES, request: writeProtobuf([operation(first), operation(second)]) };
}

/** Asks how long a lease lasts. */
export function timeToLiveCall(lease: bigint): EtcdCall<number> {
  return { method: TIME_TO_LIVE, request: writeProtobuf([[1, lease]]) };
}

/** Asks for a token. */
export function authenticateCall(name: string, password: string): EtcdCall<string> {
  const request = writeProtobuf([
    [1, Buffer.from(name, "utf8")],
    [2, Buffer.from(password, "utf8")],
  ]);
  return { method: AUTHENTICATE, request };
}

/** The first key behind all that begin so. */
function endOfRange(prefix: Buffer): Buffer {
  const last = prefix.findLastIndex((octet) => octet < 0xff);
  if (last < 0) return Buffer.from([0]);
  const end = Buffer.from(prefix.subarray(0, last + 1));
  end[last] = (end[last] ?? 0) + 1;
  return end;
}

function keyValueOf(message: Uint8Array): KeyValue {
  let [key, value] = ["", ""];
  let lease: bigint | undefined;
  for (const [field, found] of readProtobuf(message)) {
    if (typeof found !== "bigint") {
      if (field === 1) key = utf8.decode(found);
      else if (field === 5) value = utf8.decode(found);
    } else if (field === 6 && found !== 0n) lease = found;
  }
  return { key, value, lease };
}

/** A mark at the start of a text is part of it, as for Go. */
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

function textOf(message: Uint8Array, number: number): string {
  return utf8.decode(fieldsOf(message, number).at(-1));
}

function fieldsOf(message: Uint8Array, number: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (const [field, value] of readProtobuf(message)) {
    if (field === number && typeof value !== "bigint") found.push(value);
  }
  return found;
}

function numberOf(message: Uint8Array, number: number): bigint {
  let found = 0n;
  for (const [field, value] of readProtobuf(message)) {
    if (field === number && typeof value === "bigint") found = value;
  }
  return found;
}
