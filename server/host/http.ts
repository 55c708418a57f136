/** HTTP servers on Go-style addresses; one address may be listened on several times, as with SO_REUSEPORT. */
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { HttpHandler, HttpListening, HttpResponse, HttpServers, ListenError } from "../../lib/ports/http.ts";
import { listenErrorText, splitAddress } from "./listen-error.ts";

const IDLE_MS = 5000;
const MAX_PORT = 65_535;

/** HTTP servers of this machine. */
export const systemHttp: HttpServers = {
  listen(address, handler, options = {}) {
    const place = splitAddress(address);
    if (place === undefined)
      return Promise.resolve({ kind: "error", text: `listen tcp: address ${address}: missing port in address` });
    if (place.port > MAX_PORT) {
      const port = address.slice(address.lastIndexOf(":") + 1);
      return Promise.resolve({ kind: "error", text: `listen tcp: address ${port}: invalid port` });
    }
    const server = createServer((request, response) => void respond(handler, request, response));
    server.keepAliveTimeout = IDLE_MS;
    server.requestTimeout = IDLE_MS;
    return new Promise((resolve) => {
      server.once("error", (error) => resolve({ kind: "error", text: listenErrorText("tcp", address, error) }));
      server.listen(
        { host: place.host === "" ? "::" : place.host, port: place.port, reusePort: options.reusePort ?? false },
        () => {
          server.removeAllListeners("error");
          server.on("error", () => undefined);
          resolve(listening(server));
        },
      );
      server.unref();
    });
  },
};

function listening(server: Server): HttpListening {
  const bound = server.address();
  const [host, port] = bound === null || typeof bound === "string" ? ["", 0] : [bound.address, bound.port];
  return {
    address: host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`,
    ask: (path, timeoutMs) =>
      ask({ host: host === "::" || host === "0.0.0.0" ? "localhost" : host, port, path, timeoutMs }),
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
