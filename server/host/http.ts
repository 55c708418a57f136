/** HTTP servers; one address may be listened on several times, as with SO_REUSEPORT. */
import { createServer, get, type IncomingMessage } from "node:http";
import { get as getSecurely } from "node:https";
import { isIP, type Server } from "node:net";
import { placeText } from "../../lib/plugin-kit/place.ts";
import type {
  HttpHandler,
  HttpListening,
  HttpResponse,
  HttpServers,
  ListenError,
  ListenPlace,
  SecureHttp,
} from "../../lib/ports/http.ts";
import { respond } from "./http-responses.ts";
import { listenErrorText } from "./listen-error.ts";
import { SecureServer } from "./secure-http.ts";

const IDLE_MS = 5000;
/** Both mean every address of both families to Go. */
const EVERYWHERE: ReadonlySet<string> = new Set(["", "0.0.0.0", "::"]);

/** A server that may listen. */
interface Web {
  readonly server: Server;
  readonly isSecure: boolean;
  closeIdleConnections(): void;
  closeAllConnections(): void;
}

interface Placed {
  readonly host: string;
  readonly port: number;
  readonly reusePort: boolean;
}

/** HTTP servers of this machine. */
export const systemHttp: HttpServers = {
  async listen(place, handler, { reusePort = false, secure } = {}) {
    const { address, port } = place;
    // Node would look a name up with the C library, which makes addresses of texts that are none.
    if (address !== "" && isIP(address) === 0)
      return { kind: "error", text: `listen tcp: lookup ${address}: no such host` };
    const host = EVERYWHERE.has(address) ? "::" : address;
    const opened = await open({ host, port, reusePort }, webOf(handler, secure));
    if (!(opened instanceof Error)) return listening(opened);
    const isWithoutIpv6 = host === "::" && "code" in opened && opened.code === "EAFNOSUPPORT";
    const again = isWithoutIpv6 ? await open({ host: "0.0.0.0", port, reusePort }, webOf(handler, secure)) : opened;
    return again instanceof Error ? refused(place, again) : listening(again);
  },
};

function refused(place: ListenPlace, error: Error): ListenError {
  return { kind: "error", text: listenErrorText("tcp", placeText(place), error) };
}

function webOf(handler: HttpHandler, secure: SecureHttp | undefined): Web {
  if (secure !== undefined) {
    const secured = new SecureServer(handler, secure);
    return {
      server: secured.server,
      isSecure: true,
      closeIdleConnections: () => secured.closeIdleConnections(),
      closeAllConnections: () => secured.closeAllConnections(),
    };
  }
  const server = createServer((request, response) => void respond(handler, request, response));
  server.keepAliveTimeout = IDLE_MS;
  server.requestTimeout = IDLE_MS;
  return {
    server,
    isSecure: false,
    closeIdleConnections: () => server.closeIdleConnections(),
    closeAllConnections: () => server.closeAllConnections(),
  };
}

function open(placed: Placed, web: Web): Promise<Web | Error> {
  const { server } = web;
  return new Promise((resolve) => {
    server.once("error", resolve);
    server.listen(placed, () => {
      server.removeAllListeners("error");
      server.on("error", () => undefined);
      resolve(web);
    });
    server.unref();
  });
}

function listening(web: Web): HttpListening {
  const { server, isSecure } = web;
  const own = server.address();
  const bound = own === null || typeof own === "string" ? { address: "", port: 0 } : own;
  const host = bound.address === "::" || bound.address === "0.0.0.0" ? "localhost" : bound.address;
  return {
    bound: { address: bound.address, port: bound.port },
    ask: (path, timeoutMs) => ask({ host, port: bound.port, path, timeoutMs, isSecure }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        web.closeIdleConnections();
        setTimeout(() => web.closeAllConnections(), IDLE_MS).unref();
      }),
  };
}

interface Asked {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly timeoutMs: number;
  readonly isSecure: boolean;
}

function ask({ host, port, path, timeoutMs, isSecure }: Asked): Promise<HttpResponse | ListenError> {
  const scheme = isSecure ? "https" : "http";
  return new Promise((resolve) => {
    const fail = (text: string): void =>
      resolve({ kind: "error", text: `Get "${scheme}://${host}:${port}${path}": ${text}` });
    const answered = (response: IncomingMessage): void => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        body += chunk;
      });
      response.once("end", () => resolve({ status: response.statusCode ?? 0, body }));
      response.once("error", (error) => fail(error.message));
    };
    const options = { host, port, path, timeout: timeoutMs, agent: false } as const;
    // It is itself whom it asks: whoever vouches for it does not matter.
    const request = isSecure
      ? getSecurely({ ...options, rejectUnauthorized: false }, answered)
      : get(options, answered);
    request.once("timeout", () =>
      request.destroy(new Error("context deadline exceeded (Client.Timeout exceeded while awaiting headers)")),
    );
    request.once("error", (error) => fail(error.message));
  });
}
