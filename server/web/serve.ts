/**
 * The studio's web server: Next behind a front door. `HOST` and `PORT` say where it listens; `--dev` serves the sources
 * instead of the build. Run by `npm start`, `npm run dev` and `corefile-studio start`, which read the options that people give.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { inspect } from "node:util";
import next from "next";
import { installLastResort } from "../host/last-resort.ts";
import { createLog, type LogSink } from "../host/log.ts";
import { createRegistry } from "../host/metrics.ts";
import { dropRouterHeaders, type Turned, turnAway } from "./front-door.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const isDevelopment = process.argv.includes("--dev");
const hostname = process.env.HOST === undefined || process.env.HOST === "" ? "127.0.0.1" : process.env.HOST;
const port = Number(process.env.PORT ?? "3000");

/** How long a request's head, and all of it, may take to come: who is slower is cut off. */
const HEAD_WITHIN_MS = 10_000;
const REQUEST_WITHIN_MS = 60_000;
const CHECKED_EVERY_MS = 2000;
const IDLE_MS = 5000;
const MAX_HEAD_OCTETS = 16_384;
/** More than all pages that may hear of events, with their requests. */
const MAX_CONNECTIONS = 512;

Reflect.set(process.env, "NODE_ENV", isDevelopment ? "development" : "production");
process.env.COREFILE_STUDIO_ROOT ??= ROOT;
// The page's routes load the server's own modules by their names, which end as this one's does.
process.env.COREFILE_STUDIO_MODULES = extname(import.meta.filename);

// A terminal that is closed must not take the studio along.
for (const output of [process.stdout, process.stderr]) output.on("error", () => undefined);
const terminal: LogSink = { write: (line) => void process.stderr.write(`${line}\n`), end: () => undefined };

const server = createServer(
  {
    headersTimeout: HEAD_WITHIN_MS,
    requestTimeout: REQUEST_WITHIN_MS,
    connectionsCheckingInterval: CHECKED_EVERY_MS,
    keepAliveTimeout: IDLE_MS,
    keepAlive: true,
    maxHeaderSize: MAX_HEAD_OCTETS,
  },
  (request, response) => void admit(request, response),
);
server.maxConnections = MAX_CONNECTIONS;

// Next takes upgrades of its server over, for its tools in development; else nobody answers one, and it is a plain request.
const upgraded = isDevelopment ? server : createServer();
const app = next({ dev: isDevelopment, dir: ROOT, hostname, port, httpServer: upgraded });
await app.prepare();
const handle = app.getRequestHandler();
server.once("error", (error) => {
  process.stderr.write(`cannot listen on ${hostname}, port ${port}: ${error.message}\n`);
  process.exit(1);
});
server.listen({ host: hostname, port }, () => {
  const bound = server.address();
  if (bound === null || typeof bound === "string") return;
  // The guard goes by where the studio really listens, not by what was asked for.
  process.env.HOST = bound.address;
  process.env.PORT = String(bound.port);
  // From now on no fault of one request, one file or one window ends the studio for all of them.
  installLastResort({ log: createLog(terminal), metrics: createRegistry() });
});

async function admit(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "", url: target = "", rawHeaders } = request;
  const turned = turnAway({ method, target, rawHeaders }, isDevelopment);
  if (turned !== undefined) {
    reply(response, turned);
    return;
  }
  if (!isDevelopment) dropRouterHeaders(request.headers);
  try {
    await handle(request, response);
  } catch (error) {
    process.stderr.write(`${inspect(error)}\n`);
    if (response.headersSent) response.destroy();
    else reply(response, { status: 500, headers: {}, failure: FAILED });
  }
}

const FAILED = { error: "the studio failed", help: "Its terminal says why. Try again, or restart the studio." };

/** Closes the connection behind the refusal: what the client still sends is read by nobody. */
function reply(response: ServerResponse, { status, headers, failure }: Turned): void {
  response.writeHead(status, {
    ...headers,
    "content-type": "application/json",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    connection: "close",
  });
  response.end(JSON.stringify(failure));
}
