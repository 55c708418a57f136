/**
 * Who may ask: pages that this studio served, and programs on this machine. The Host header defeats DNS rebinding, the
 * Origin and Sec-Fetch-Site headers other sites' pages. Where others can reach the studio a token is needed, and without
 * one nobody is let in.
 */
import { timingSafeEqual } from "node:crypto";
import type { Failure } from "../../../lib/api/failure.ts";
import { parseIp } from "../../../lib/go/net.ts";

/** The cookie that holds the token; set by `/api/session?token=`. */
export const TOKEN_COOKIE = "corefile-studio-token";

/** A shorter token can be guessed. */
const MIN_TOKEN_LENGTH = 16;

/** What the guard goes by. */
export interface GuardSettings {
  /** The studio's port; any port when unknown. */
  readonly port: string | undefined;
  /** True unless the studio surely listens on loopback only. */
  readonly isShared: boolean;
  /** Needed where it is set. */
  readonly token: string | undefined;
}

/** The settings of this process. A token that is empty or too short is none. */
export function guardSettings(environment: Readonly<Record<string, string | undefined>> = process.env): GuardSettings {
  const { HOST: host = "", PORT: port, COREFILE_STUDIO_TOKEN: token = "" } = environment;
  return { port, isShared: !isLoopback(host), token: token.length < MIN_TOKEN_LENGTH ? undefined : token };
}

/** Why a request is refused, or `undefined` when it may go on. */
export function refuse(request: Request, settings: GuardSettings): Failure | undefined {
  const { headers } = request;
  const host = headers.get("host") ?? "";
  if (settings.isShared && settings.token === undefined) {
    const help = "Start it with npm start, which makes a token, or for this machine only, without HOST.";
    return { error: "the studio can be reached by others and has no token", help };
  }
  if (!settings.isShared && !isLoopbackHost(host, settings.port)) {
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

/** True for addresses that only this machine reaches, and for their one name that no resolver can lead elsewhere. */
function isLoopback(host: string): boolean {
  if (/^localhost\.?$/i.test(host)) return true;
  const bytes = parseIp(host);
  if (bytes === undefined) return false;
  return bytes.length === 4 ? bytes[0] === 127 : bytes.every((byte, index) => byte === (index === 15 ? 1 : 0));
}

function isLoopbackHost(host: string, port: string | undefined): boolean {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]+))(?::(\d+))?$/i.exec(host);
  if (match === null || !isLoopback(match[1] ?? match[2] ?? "")) return false;
  return port === undefined || (match[3] ?? "80") === port;
}

function holdsToken(headers: Headers, token: string): boolean {
  const prefix = `${TOKEN_COOKIE}=`;
  const cookies = (headers.get("cookie") ?? "").split(/;\s*/).filter((cookie) => cookie.startsWith(prefix));
  const given = [...cookies.map((cookie) => cookie.slice(prefix.length)), headers.get("x-studio-token") ?? ""];
  return given.some((one) => sameToken(one, token));
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
