/**
 * What is refused before Next sees it: requests that are no plain HTTP for this server, methods that nobody serves, and
 * paths below /api that are no route.
 */
import type { Failure } from "../../lib/api/failure.ts";
import { methodsOf } from "../../lib/api/methods.ts";

/** The head of a request, as Node reads it. */
export interface RequestHead {
  readonly method: string;
  /** The request target (RFC 9112 section 3.2). */
  readonly target: string;
  /** Names and values in turn, none left out. */
  readonly rawHeaders: readonly string[];
}

/** A refusal as HTTP has it. */
export interface Turned {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly failure: Failure;
}

/** Next's own tools in development, which are asked with methods of their own. */
const DEVELOPMENT_TOOLS = /^\/__nextjs/;
/** Services of Next's that the studio does not use, such as the one that makes images smaller. */
const UNUSED_SERVICES = /^\/_next\/(?!static\/)/;

/**
 * Headers in which Next's router talks to itself. The studio is one page that is loaded whole, so nobody sends them who means
 * well, and Next fails at those that it cannot read.
 */
const ROUTER_HEADERS = /^(?:rsc|next-.*|x-middleware-.*)$/;

/** Takes them out of the headers of a request, whose names are in lower case. */
export function dropRouterHeaders(headers: Record<string, unknown>): void {
  for (const name of Object.keys(headers)) if (ROUTER_HEADERS.test(name)) delete headers[name];
}

/** Why a request is turned away, or `undefined` when it may go on. */
export function turnAway(head: RequestHead, isDevelopment: boolean): Turned | undefined {
  const hosts = head.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === "host");
  if (hosts.length > 1) return turned(400, "the request has several Host headers", "Send one.");
  if (!head.target.startsWith("/")) {
    return turned(400, "the request is for a proxy, which the studio is not", "Ask for a path that begins with /.");
  }
  const path = head.target.split(/[?#]/, 1)[0] ?? "";
  if (isDevelopment && DEVELOPMENT_TOOLS.test(path)) return undefined;
  const methods = !isDevelopment && UNUSED_SERVICES.test(path) ? [] : methodsOf(path);
  if (methods.length === 0) return turned(404, "there is no such route", "Open the studio at /.");
  if (methods.includes(head.method)) return undefined;
  const allow = methods.join(", ");
  const error = `this address does not take ${head.method}`;
  return { ...turned(405, error, `Use ${methods.join(" or ")}.`), headers: { allow } };
}

function turned(status: number, error: string, help: string): Turned {
  return { status, headers: {}, failure: { error, help } };
}
