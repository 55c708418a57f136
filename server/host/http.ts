/** HTTP servers; one address may be listened on several times, as with SO_REUSEPORT. */
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isIP } from "node:net";
import { placeText } from "../../lib/plugin-kit/place.ts";
import type {
  HttpHandler,
  HttpListening,
  HttpResponse,
  HttpServers,
  ListenError,
  ListenPlace,
} from "../../lib/ports/http.ts";
import { listenErrorText } from "./listen-error.ts";

const IDLE_MS = 5000;
/** Both mean every address of both families to Go. */
const EVERYWHERE: ReadonlySet<string> = new Set(["", "0.0.0.0", "::"]);

interface Placed {
  readonly host: string;
  readonly port: number;
  readonly reusePort: boolean;
}

/** HTTP servers of this machine. */
export const systemHttp: HttpServers = {
  async listen(place, handler, { reusePort = false } = {}) {
    const { address, port } = place;
    // Node would look a name up with the C library, which makes addresses of texts that are none.
    if (address !== "" && isIP(address) === 0)
      return { kind: "error", text: `listen tcp: lookup ${address}: no such host` };
    const host = EVERYWHERE.has(address) ? "::" : address;
    const opened = await open({ host, port, reusePort }, handler);
    if (!(opened instanceof Error)) return listening(opened);
    const isWithoutIpv6 = host === "::" && "code" in opened && opened.code === "EAFNOSUPPORT";
    const again = isWithoutIpv6 ? await open({ host: "0.0.0.0", port, reusePort }, handler) : opened;
    return again instanceof Error ? refused(place, again) : listening(again);
  },
};

function refused(place: ListenPlace, error: Error): ListenError {
  return { kind: "error", text: listenErrorText("tcp", placeText(place), error) };
}

function open(placed: Placed, handler: HttpHandler): Promise<Server | Error> {
  const server = createServer((request, response) => void respond(handler, request, response));
  server.keepAliveTimeout = IDLE_MS;
  server.requestTimeout = IDLE_MS;
  return new Promise((resolve) => {
    server.once("error", resolve);
    server.listen(placed, () => {
      server.removeAllListeners("error");
      server.on("error", () => undefined);
      resolve(server);
    });
    server.unref();
  });
}

function listening(server: Server): HttpListening {
  const own = server.address();
  const bound = own === null || typeof own === "string" ? { address: "", port: 0 } : own;
  const host = bound.address === "::" || bound.address === "0.0.0.0" ? "localhost" : bound.address;
  return {
    bound: { address: bound.address, port: bound.port },
    ask: (path, timeoutMs) => ask({ host, port: bound.port, path, timeoutMs }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), IDLE_MS).unref();
      }),
  };
}

async function respond(handler: HttpHandler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = "/", query = ""] = (request.url ?? "/").split("?", 2);
  let reply: HttpResponse;
  try {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    reply = await handler({ method: request.method ?? "GET", path, query, headers });
  } catch {
    reply = { status: 500, body: "Internal Server Error" };
  }
  request.resume();
  try {
    response.writeHead(reply.status, { "Content-Type": reply.contentType ?? "text/plain; charset=utf-8" });
    response.end(reply.body);
  } catch {
    // A reply that HTTP has no form for: whoever asked sees the connection end.
    response.destroy();
  }
}

interface Asked {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly timeoutMs: number;
}

function ask({ host, port, path, timeoutMs }: Asked): Promise<HttpResponse | ListenError> {
  return new Promise((resolve) => {
    const fail = (text: string): void =>
      resolve({ kind: "error", text: `Get "http://${host}:${port}${path}": ${text}` });
    const request = get({ host, port, path, timeout: timeoutMs, agent: false }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        body += chunk;
      });
      response.once("end", () => resolve({ status: response.statusCode ?? 0, body }));
      response.once("error", (error) => fail(error.message));
    });
    request.once("timeout", () =>
      request.destroy(new Error("context deadline exceeded (Client.Timeout exceeded while awaiting headers)")),
    );
    request.once("error", (error) => fail(error.message));
  });
}
