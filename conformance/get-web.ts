/** Asks a web server as a case has it: in the clear, or over TLS with the certificates of the run. */
import { readFileSync } from "node:fs";
import { get, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { get as getSecurely } from "node:https";
import { join } from "node:path";
import { certificates } from "./certificates.ts";

export interface WebWay {
  /** `NAME:PASSWORD`. */
  readonly user?: string | undefined;
  /** With the certificate of the run. */
  readonly isKnown?: boolean | undefined;
  readonly timeoutMs: number;
}

export interface WebReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The reply; throws when there is none. */
export function getWeb(url: string, { user, isKnown = false, timeoutMs }: WebWay): Promise<WebReply> {
  const read = (name: string): Buffer => readFileSync(join(certificates(), name));
  const shown = isKnown ? { cert: read("cert.pem"), key: read("key.pem") } : {};
  const options = { agent: false, timeout: timeoutMs, ...(user === undefined ? {} : { auth: user }) } as const;
  return new Promise((resolve, reject) => {
    const answered = (response: IncomingMessage): void => {
      const { statusCode: status = 0, headers } = response;
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        body += part;
      });
      response.once("end", () => resolve({ status, headers, body }));
      response.once("error", reject);
    };
    const request = url.startsWith("https:")
      ? getSecurely(url, { ...options, ca: read("ca.pem"), ...shown }, answered)
      : get(url, options, answered);
    request.once("timeout", () => request.destroy(new Error("no answer")));
    request.once("error", reject);
  });
}
