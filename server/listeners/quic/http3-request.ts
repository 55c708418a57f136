/** One request of a client over HTTP/3: header, body, end. */
import { Http3Code, Http3Error } from "../../../lib/http3/error.ts";
import { FrameReader, FrameType } from "../../../lib/http3/frames.ts";
import { decodeFields } from "../../../lib/http3/qpack.ts";
import { fieldOctets, type RequestHead, readRequestHead } from "../../../lib/http3/request.ts";
import type { DohRequest } from "../https/doh.ts";

/** The largest header (CoreDNS, DefaultHTTPS3MaxHeaderBytes). */
export const MAX_HEADER_OCTETS = 16 * 1024;
/** Of a longer body no more is kept: it is refused whatever it says. */
const MAX_BODY_OCTETS = 65_536;

/** What has become of a request: it is to be answered, or its header is too large. */
export type Come = DohRequest | "too large";

export class Http3Request {
  readonly #frames = new FrameReader(MAX_HEADER_OCTETS);
  #head: RequestHead | undefined;
  #body: Uint8Array[] = [];
  #octets = 0;
  #isDone = false;

  /** Takes octets; gives the request once, when it can be answered. Throws `Http3Error` for one that is none. */
  received(octets: Uint8Array, isLast: boolean): Come | undefined {
    if (this.#isDone) return undefined;
    const come = this.#frame(octets, isLast);
    if (come !== undefined) {
      this.#isDone = true;
      this.#body = [];
    }
    return come;
  }

  #frame(octets: Uint8Array, isLast: boolean): Come | undefined {
    try {
      for (const { type, payload } of this.#frames.push(octets)) {
        if (type === FrameType.HEADERS && this.#head === undefined) {
          const fields = decodeFields(payload);
          if (fieldOctets(fields) > MAX_HEADER_OCTETS) return "too large";
          this.#head = readRequestHead(fields);
          // Only POST has a body that matters.
          if (this.#head.method !== "POST") return this.#request(this.#head);
        } else if (type === FrameType.DATA && this.#head !== undefined) this.#keep(payload);
        else if (type !== FrameType.HEADERS) {
          throw new Http3Error(Http3Code.FRAME_UNEXPECTED, "a frame that no request has");
        }
        if (this.#octets > MAX_BODY_OCTETS && this.#head !== undefined) return this.#request(this.#head);
      }
    } catch (error) {
      if (error instanceof Http3Error && error.code === Http3Code.EXCESSIVE_LOAD) return "too large";
      throw error;
    }
    if (!isLast) return undefined;
    if (this.#head === undefined || !this.#frames.isWhole) {
      throw new Http3Error(Http3Code.REQUEST_INCOMPLETE, "a request that breaks off");
    }
    const { "content-length": announced } = this.#head.headers;
    if (announced !== undefined && Number(announced) !== this.#octets) {
      throw new Http3Error(Http3Code.MESSAGE_ERROR, "a body of another length");
    }
    return this.#request(this.#head);
  }

  #keep(payload: Uint8Array): void {
    this.#octets += payload.length;
    this.#body.push(payload);
  }

  #request({ method, target, headers }: RequestHead): DohRequest {
    return { method, target, headers, body: each(this.#body) };
  }
}

async function* each(chunks: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* chunks;
}
