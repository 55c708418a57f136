/** Replies over HTTP/1.1. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { HttpHandler } from "../../lib/ports/http.ts";
import { headersOf, replyTo } from "./http-replies.ts";

/** Sends what the handler replies. */
export async function respond(handler: HttpHandler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "GET", url: target = "/", headers } = request;
  const reply = await replyTo({ method, target, headers }, handler);
  request.resume();
  try {
    response.writeHead(reply.status, headersOf(reply));
    response.end(reply.body);
  } catch {
    // A reply that HTTP has no form for: whoever asked sees the connection end.
    response.destroy();
  }
}
