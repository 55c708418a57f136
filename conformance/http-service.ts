/** The HTTP service of a case: a reply for each request that it names. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

const replySchema = z.object({
  status: z.number().default(200),
  type: z.string().default("application/json"),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.unknown(),
});

type HttpReply = z.infer<typeof replySchema>;
const NOTHING: HttpReply = { status: 404, type: "application/json", headers: {}, body: "" };

/** What is replied to requests such as `GET /path?query`; one without a query is for every query. */
export type HttpReplies = Readonly<Record<string, unknown>>;

/** A service that listens. */
export interface HttpService {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves these replies on loopback; to all other requests it replies that there is nothing. */
export async function serveHttp(replies: HttpReplies): Promise<HttpService> {
  const parsed = new Map(Object.entries(replies).map(([request, reply]) => [request, replySchema.parse(reply)]));
  const server = createServer((request, response) => answer(parsed, request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address !== null ? address.port : 0;
}

function answer(replies: ReadonlyMap<string, HttpReply>, request: IncomingMessage, response: ServerResponse): void {
  const whole = `${request.method} ${request.url}`;
  const reply = replies.get(whole) ?? replies.get(whole.split("?")[0] ?? "");
  request.resume();
  const { status, type, headers, body } = reply ?? NOTHING;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const length = { "content-type": type, "content-length": Buffer.byteLength(text) };
  response.writeHead(status, { ...length, ...headers }).end(text);
}
