/**
 * Who may ask: pages that this studio served, and programs on this machine. The Host header defeats DNS rebinding, the
 * Origin and Sec-Fetch-Site headers other sites' pages; behind an address that others can reach a token is needed too.
 */
import { timingSafeEqual } from "node:crypto";
import type { Failure } from "../../../lib/api/failure.ts";

/** The cookie that holds the token; set by `/api/session?token=`. */
export const TOKEN_COOKIE = "corefile-studio-token";

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** What the guard goes by. */
export interface GuardSettings {
  /** The studio's port; any port when unknown. */
  readonly port: string | undefined;
  /** Needed when the studio listens on more than loopback. */
  readonly token: string | undefined;
}

/** The settings of this process. */
export function guardSettings(environment: Readonly<Record<string, string | undefined>> = process.env): GuardSettings {
  return { port: environment.PORT, token: environment.COREFILE_STUDIO_TOKEN };
}

/** Why a request is refused, or `undefined` when it may go on. */
export function refuse(request: Request, settings: GuardSettings): Failure | undefined {
  const { headers } = request;
  const host = headers.get("host") ?? "";
  if (settings.token === undefined && !isLoopbackHost(host, settings.port)) {
    const help = "Open it as http://127.0.0.1 or http://localhost with its port.";
    return { error: `the studio does not answer for the host "${host}"`, help };
  }
  if (settings.token !== undefined && !holdsToken(headers, settings.token)) {
    return {
      error: "the token is missing or wrong",
      help: "Open the address that the studio printed when it started.",
    };
  }
  return isSameOrigin(headers, host)
    ? undefined
    : { error: "another site's page asked", help: "Use the studio's own page." };
}

/** True when both are the same text; takes as long for a near miss as for a far one. */
export function sameToken(given: string, token: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(token)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function isLoopbackHost(host: string, port: string | undefined): boolean {
  const match = /^(\[[0-9a-f:]+\]|[^:]+)(?::(\d+))?$/i.exec(host);
  if (match === null || !LOOPBACK_NAMES.has((match[1] ?? "").toLowerCase())) return false;
  return port === undefined || (match[2] ?? "80") === port;
}

function holdsToken(headers: Headers, token: string): boolean {
  const cookies = (headers.get("cookie") ?? "").split(/;\s*/);
  const prefix = `${TOKEN_COOKIE}=`;
  const given =
    cookies.find((cookie) => cookie.startsWith(prefix))?.slice(prefix.length) ?? headers.get("x-studio-token");
  return given !== null && sameToken(given, token);
}

function isSameOrigin(headers: Headers, host: string): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return false;
  const origin = headers.get("origin");
  if (origin === null) return true;
  return (
    URL.canParse(origin) && /^https?:$/.test(new URL(origin).protocol) && new URL(origin).host === host.toLowerCase()
  );
}
