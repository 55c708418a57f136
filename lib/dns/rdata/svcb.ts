/** SVCB and HTTPS: how to reach a service (RFC 9460). */

import type { Name } from "../name/name.ts";
import type { Lexer } from "../text/lexer.ts";
import { readUnsigned } from "../text/number.ts";
import { TextError } from "../text/text-error.ts";
import type { Token } from "../text/token.ts";
import type { WireReader } from "../wire/reader.ts";
import { WireError } from "../wire/wire-error.ts";
import type { RdataCodec } from "./codec.ts";
import { nameOfToken } from "./field-kinds.ts";
import { svcbForm, svcbKey, svcbKeyName } from "./svcb-param.ts";

/** A parameter as it stands on the wire. */
interface SvcParam {
  readonly key: number;
  readonly value: Uint8Array;
}

/** Where a service is, and what a client needs to know. */
interface ServiceBinding<K extends string> {
  readonly kind: K;
  /** 0 makes the record an alias. */
  readonly priority: number;
  readonly target: Name;
  /** In any order, no key twice. */
  readonly params: readonly SvcParam[];
}

export type SVCB = ServiceBinding<"SVCB">;
export type HTTPS = ServiceBinding<"HTTPS">;

function decodeParams(reader: WireReader): SvcParam[] {
  const params: SvcParam[] = [];
  let last: number | undefined;
  while (!reader.atEnd) {
    reader.need(4, "SVCB");
    const key = reader.u16();
    const value = reader.take(reader.u16(), "SVCB");
    svcbForm(key).check(value);
    if (last !== undefined && key <= last) throw new WireError("SVCB keys not in strictly increasing order");
    params.push({ key, value });
    last = key;
  }
  return params;
}

/** Reads the value of the parameter whose token ends in `=`: nothing, or text in quotes. */
function readQuotedValue(
  lexer: Lexer,
): { readonly text: string; readonly token: Token; readonly quoted: boolean } | TextError {
  let token = lexer.next();
  if (token.kind !== "quote") return { text: "", token, quoted: false };
  token = lexer.next();
  if (token.kind === "quote") return { text: "", token, quoted: true };
  if (token.kind !== "string") return new TextError("bad SVCB value", token);
  const { text } = token;
  token = lexer.next();
  return token.kind === "quote" ? { text, token, quoted: true } : new TextError("SVCB unterminated value", token);
}

function readParam(lexer: Lexer, first: Token): { readonly param: SvcParam; readonly quoted: boolean } | TextError {
  const equals = first.text.indexOf("=");
  const name = equals < 0 ? first.text : first.text.slice(0, equals);
  let text = equals < 0 ? "" : first.text.slice(equals + 1);
  let token = first;
  let quoted = false;
  if (equals > 0 && text === "") {
    const read = readQuotedValue(lexer);
    if (read instanceof TextError) return read;
    ({ text, token, quoted } = read);
  }
  const key = svcbKey(name);
  if (key === undefined) return new TextError("bad SVCB key", token);
  const value = svcbForm(key).read(text);
  // CoreDNS gives no reason for a bad value.
  return value === undefined ? new TextError("", token) : { param: { key, value }, quoted };
}

function readParams(lexer: Lexer): SvcParam[] | TextError {
  const params: SvcParam[] = [];
  let mayStart = true;
  for (;;) {
    const token = lexer.next();
    if (token.kind === "newline" || token.kind === "end") return params;
    if (token.kind === "blank") {
      mayStart = true;
      continue;
    }
    if (token.kind === "quote") return new TextError("SVCB key can't contain double quotes", token);
    if (!mayStart) return new TextError("bad SVCB value quotation", token);
    const read = readParam(lexer, token);
    if (read instanceof TextError) return read;
    params.push(read.param);
    if (read.quoted) mayStart = false;
  }
}

function serviceBinding<K extends string>(kind: K): RdataCodec<ServiceBinding<K>> {
  return {
    kind,
    decode(reader) {
      return { kind, priority: reader.u16(), target: reader.name(), params: decodeParams(reader) };
    },
    encode({ priority, target, params }, sink) {
      sink.u16(priority);
      sink.name(target);
      let last: number | undefined;
      for (const { key, value } of params.toSorted((a, b) => a.key - b.key)) {
        if (key === last) throw new WireError("repeated SVCB keys are not allowed");
        last = key;
        const written = svcbForm(key).encode?.(value) ?? value;
        sink.u16(key);
        sink.u16(written.length);
        sink.raw(written);
      }
    },
    read({ lexer, origin }) {
      let token = lexer.next();
      const priority = token.error ? undefined : readUnsigned(token.text, 0xff_ff);
      if (priority === undefined) return new TextError("bad SVCB priority", token);
      lexer.next();
      token = lexer.next();
      const target = nameOfToken(token, origin);
      if (target === undefined) return new TextError("bad SVCB Target", token);
      const params = readParams(lexer);
      return params instanceof TextError ? params : { kind, priority, target, params };
    },
    write({ priority, target, params }) {
      const texts = params.map(({ key, value }) => ` ${svcbKeyName(key)}="${svcbForm(key).write(value)}"`);
      return `${priority} ${target}${texts.join("")}`;
    },
  };
}

/** Service binding for any scheme. */
export const svcb: RdataCodec<SVCB> = serviceBinding("SVCB");
/** Service binding for HTTP. */
export const https: RdataCodec<HTTPS> = serviceBinding("HTTPS");
