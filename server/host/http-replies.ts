/** From a request of Node's, over HTTP/1.1 or HTTP/2, to what a handler replies. */
import type { HttpHandler, HttpResponse } from "../../lib/ports/http.ts";

/** The beginning of a request. */
export interface RequestHead {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What the handler replies; 500 when it fails. */
export async function replyTo({ method, target, headers }: RequestHead, handler: HttpHandler): Promise<HttpResponse> {
  const [path = "/", query = ""] = target.split("?", 2);
  const texts = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  try {
    return await handler({ method, path, query, headers: texts });
  } catch {
    return { status: 500, body: "Internal Server Error" };
  }
}

/** The headers that a reply goes out with. */
export function headersOf({ contentType, headers }: HttpResponse): Record<string, string> {
  return { "Content-Type": contentType ?? "text/plain; charset=utf-8", ...headers };
}
