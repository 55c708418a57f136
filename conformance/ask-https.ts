/** Asks over HTTPS (RFC 8484) with Node's own clients: over HTTP/2, or over HTTP/1.1 with or without TLS. */
import { request as requestClear } from "node:http";
import { connect } from "node:http2";
import { request as requestTls } from "node:https";

/** How to ask. */
export interface HttpsQuestion {
  readonly method: string;
  /** Path and query; a GET that names no `dns` has the message behind it. */
  readonly path: string;
  /** HTTP/1.1 where HTTP/2 would do. */
  readonly http1: boolean;
}

/** Where to send, the CA in PEM or none for the clear, and after how long silence is silence. */
export interface HttpsTarget {
  readonly host: string;
  readonly port: number;
  readonly timeoutMs: number;
  readonly authorities: Buffer | undefined;
}

/** A reply, with the headers that a recording shows. */
export interface HttpsReply {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly cacheControl: string | undefined;
  readonly body: Buffer;
}

const MIME_TYPE = "application/dns-message";

/** Asks once, on a connection of its own; undefined when nothing comes in time. Rejects when the connection fails. */
export function askHttps(message: Buffer, asked: HttpsQuestion, target: HttpsTarget): Promise<HttpsReply | undefined> {
  const inPath = asked.method === "GET" && !asked.path.includes("?");
  const path = inPath ? `${asked.path}?dns=${message.toString("base64url")}` : asked.path;
  const body = asked.method === "POST" ? message : undefined;
  const ask = asked.http1 || target.authorities === undefined ? overHttp1 : overHttp2;
  return ask({ ...asked, path, body }, target);
}

type Request = Pick<HttpsQuestion, "method" | "path"> & { readonly body: Buffer | undefined };

function overHttp2({ method, path, body }: Request, target: HttpsTarget): Promise<HttpsReply | undefined> {
  const { host, port, timeoutMs, authorities } = target;
  const at = `https://${host.includes(":") ? `[${host}]` : host}:${port}`;
  const session = connect(at, { ...(authorities === undefined ? {} : { ca: authorities }), servername: "localhost" });
  return new Promise<HttpsReply | undefined>((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), timeoutMs);
    session.once("close", () => clearTimeout(timer));
    session.once("error", reject);
    const fields = { "content-type": MIME_TYPE, accept: MIME_TYPE };
    const stream = session.request({ ":method": method, ":path": path, ...fields });
    const chunks: Buffer[] = [];
    stream.once("error", reject);
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.once("response", (headers) => {
      stream.once("end", () =>
        resolve({
          status: headers[":status"] ?? 0,
          contentType: headers["content-type"],
          cacheControl: headers["cache-control"],
          body: Buffer.concat(chunks),
        }),
      );
    });
    stream.once("close", () => reject(new Error("the stream ended without a reply")));
    stream.end(body);
  }).finally(() => session.destroy());
}

function overHttp1({ method, path, body }: Request, target: HttpsTarget): Promise<HttpsReply | undefined> {
  const { host, port, timeoutMs, authorities } = target;
  const headers = { "Content-Type": MIME_TYPE, Accept: MIME_TYPE };
  const options = { host, port, path, method, headers, agent: false } as const;
  return new Promise((resolve, reject) => {
    const request =
      authorities === undefined
        ? requestClear(options)
        : requestTls({ ...options, ca: authorities, servername: "localhost" });
    request.setTimeout(timeoutMs, () => {
      resolve(undefined);
      request.destroy();
    });
    request.once("error", reject);
    request.once("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          contentType: response.headers["content-type"],
          cacheControl: response.headers["cache-control"],
          body: Buffer.concat(chunks),
        }),
      );
    });
    request.end(body);
  });
}
