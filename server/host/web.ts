/** HTTP services, asked over connections that are kept; errors in Go's words. */
import { Agent, type ClientRequest, type IncomingMessage, request as requestInClear } from "node:http";
import { request as requestOverTls, Agent as TlsAgent } from "node:https";
import type { Socket } from "node:net";
import { quote } from "../../lib/go/quote.ts";
import type { Web, WebFault, WebReply, WebRequest, WebTls } from "../../lib/ports/web.ts";
import { dialReason } from "./dial-words.ts";
import { materialOf } from "./tls-material.ts";

/** How long Go's clients of services try to connect, and keep what is idle. */
const CONNECT_MS = 30_000;
const IDLE_MS = 90_000;
const DEFAULT_PORTS: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 };
/** What answers with more is no such service. */
const MAX_BODY_OCTETS = 256 * 1024 * 1024;

const clearAgent = new Agent({ keepAlive: true, timeout: IDLE_MS });
/** A plugin's requests share how TLS is done, and so their connections. */
const tlsAgents = new WeakMap<WebTls, TlsAgent>();
const plainTlsAgent = new TlsAgent({ keepAlive: true, timeout: IDLE_MS });

/** The web as this machine reaches it. */
export const systemWeb: Web = {
  async ask(request) {
    try {
      return await ask(request);
    } catch (error) {
      return fault(request, error instanceof Error ? dialReason(error) : String(error));
    }
  },
};

function fault({ method, url }: WebRequest, reason: string): WebFault {
  const named = method.charAt(0) + method.slice(1).toLowerCase();
  return { kind: "fault", text: `${named} ${quote(url)}: ${reason}`, reason };
}

async function ask(request: WebRequest): Promise<WebReply | WebFault> {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(request.url)?.[1] ?? "";
  if (scheme !== "http" && scheme !== "https") return fault(request, `unsupported protocol scheme ${quote(scheme)}`);
  if (/^https?:\/\/(?:[/?#]|$)/.test(request.url)) return fault(request, "http: no Host in request URL");
  const response = await open(request, scheme === "https");
  const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const);
  return {
    kind: "reply",
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    body: await textOf(response),
  };
}

function open({ method, url, headers, body, login, socket, tls, timeoutMs }: WebRequest, isTls: boolean) {
  const send = isTls ? requestOverTls : requestInClear;
  return new Promise<IncomingMessage>((resolve, reject) => {
    const sent = send(url, {
      method,
      headers,
      agent: isTls ? tlsAgentOf(tls) : clearAgent,
      ...(login === undefined ? {} : { auth: `${login.user}:${login.password}` }),
      ...(socket === undefined ? {} : { socketPath: socket }),
      ...(timeoutMs === undefined ? {} : { signal: AbortSignal.timeout(timeoutMs) }),
    });
    sent.once("response", resolve);
    sent.once("error", reject);
    sent.once("socket", (connection) => limitConnecting(sent, connection, url));
    sent.end(body);
  });
}

/** Nobody is kept alive by a connection to a service, and none is waited for for ever. */
function limitConnecting(sent: ClientRequest, socket: Socket, url: string): void {
  socket.unref();
  if (!socket.connecting) return;
  const timer = setTimeout(() => sent.destroy(new Error(`dial tcp ${placeOf(url)}: i/o timeout`)), CONNECT_MS);
  timer.unref();
  socket.once("connect", () => clearTimeout(timer));
  socket.once("close", () => clearTimeout(timer));
}

function placeOf(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port === "" ? DEFAULT_PORTS[protocol] : port}`;
}

function tlsAgentOf(tls: WebTls | undefined): TlsAgent {
  if (tls === undefined) return plainTlsAgent;
  const known = tlsAgents.get(tls);
  if (known !== undefined) return known;
  const { material, serverName = "", insecure } = tls;
  const agent = new TlsAgent({
    keepAlive: true,
    timeout: IDLE_MS,
    rejectUnauthorized: !insecure,
    ...(serverName === "" ? {} : { servername: serverName }),
    ...materialOf(material),
  });
  tlsAgents.set(tls, agent);
  return agent;
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let octets = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    octets += chunk.length;
    if (octets > MAX_BODY_OCTETS) throw new Error("http: response body too large");
  }
  return Buffer.concat(chunks).toString("utf8");
}
