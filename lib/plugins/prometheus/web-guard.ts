/** What stands before the metrics as the web configuration file has it: a limit, headers and passwords (webHandler). */

import { parseBase64 } from "../../go/base64.ts";
import { quote } from "../../go/quote.ts";
import type { Host } from "../../ports/host.ts";
import type { HttpHandler, HttpRequest, HttpResponse } from "../../ports/http.ts";
import { octetBytes, octetString } from "../../text/octets.ts";
import { KnownPasswords } from "./known-passwords.ts";
import { RequestLimit } from "./request-limit.ts";
import { slogLine } from "./slog.ts";
import { readWebFields } from "./web-config.ts";
import type { WebFields } from "./web-fields.ts";

/** The hash of "fakepassword": an unknown user takes as long as a known one. */
const NOBODY = "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";
const NO_SNIFF = { "X-Content-Type-Options": "nosniff" };

export class WebGuard {
  readonly #host: Host;
  readonly #path: string;
  readonly #limit: RequestLimit;
  readonly #passwords: KnownPasswords;

  /** `limit` is that of the file at the start; all else is read again with each request. */
  constructor(host: Host, path: string, limit: WebFields["limit"]) {
    this.#host = host;
    this.#path = path;
    this.#limit = new RequestLimit(limit, host.clock);
    this.#passwords = new KnownPasswords(host);
  }

  /** Replies to a request, with `serve` when nothing stands against it. */
  async reply(request: HttpRequest, serve: HttpHandler): Promise<HttpResponse> {
    const fields = readWebFields({ host: this.#host, path: this.#path });
    if ("kind" in fields) {
      const { clock, log } = this.#host;
      log.plain(slogLine(clock.nowMs(), "ERROR", `msg="Unable to parse configuration" err=${quote(fields.text)}`));
      return refusal(500, "Internal Server Error");
    }
    if (!this.#limit.allows()) return refusal(429, "Too Many Requests");
    const headers = Object.fromEntries(fields.headers);
    if (fields.users.length === 0 || (await this.#isKnown(request, fields))) {
      const reply = await serve(request);
      return { ...reply, headers: { ...headers, ...reply.headers } };
    }
    const refused = refusal(401, "Unauthorized");
    return { ...refused, headers: { ...headers, ...refused.headers, "WWW-Authenticate": "Basic" } };
  }

  async #isKnown({ headers }: HttpRequest, { users }: WebFields): Promise<boolean> {
    const given = basicAuthOf(headers.authorization ?? "");
    if (given === undefined) return false;
    const hash = users.find(([name]) => name === given.user)?.[1];
    const isRight = await this.#passwords.isRight({ ...given, hash: hash ?? NOBODY, isUser: hash !== undefined });
    return isRight && hash !== undefined;
  }
}

/** A refusal as Go's `http.Error` writes it. */
function refusal(status: number, text: string): HttpResponse {
  return { status, body: `${text}\n`, headers: NO_SNIFF };
}

/** User and password, in octets (RFC 7617). */
function basicAuthOf(header: string): { readonly user: string; readonly password: Uint8Array } | undefined {
  const given = /^basic (.*)$/is.exec(header)?.[1];
  const octets = given === undefined ? undefined : parseBase64(given);
  if (octets?.ok !== true) return undefined;
  const text = octetString(octets.value);
  const colon = text.indexOf(":");
  return colon === -1 ? undefined : { user: text.slice(0, colon), password: octetBytes(text.slice(colon + 1)) };
}
