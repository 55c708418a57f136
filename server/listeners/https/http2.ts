/** HTTP/2 on a connection: a stream for each request, each with its time. */
import { type IncomingHttpHeaders, performServerHandshake, type ServerHttp2Stream } from "node:http2";
import { bodyOf, type Connected, type HttpConnection, headersOf } from "./connected.ts";
import { answerOverHttp } from "./doh.ts";

/** As many as HTTP/2 has in Go when nothing is said. */
const GO_STREAMS = 250;
const MAX_HEADER_OCTETS = 1 << 20;
/** What a session may hold, in megabytes, before its client is told to calm down. */
const MAX_SESSION_MEGABYTES = 8;
/** So many streams may be reset at once, and so many a second for good, before a client is sent away. */
const RESET_BURST = 250;
const RESETS_PER_SECOND = 33;

/** Serves a connection. */
export function serveHttp2(connected: Connected): HttpConnection {
  const { socket, limits, maxStreams, inFlight } = connected;
  const session = performServerHandshake(socket, {
    maxSessionMemory: MAX_SESSION_MEGABYTES,
    streamResetBurst: RESET_BURST,
    streamResetRate: RESETS_PER_SECOND,
    settings: {
      maxConcurrentStreams: maxStreams === 0 ? GO_STREAMS : maxStreams,
      maxHeaderListSize: MAX_HEADER_OCTETS,
    },
  });
  let open = 0;
  // A session ends its socket in good order, which a client that reads nothing never lets it.
  const end = (): void => {
    session.destroy();
    socket.destroy();
  };
  let idle = setTimeout(end, limits.idleTimeoutMs);
  session.on("error", end);
  session.on("close", () => {
    clearTimeout(idle);
    socket.destroy();
  });
  session.on("stream", (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    open++;
    inFlight.begin();
    clearTimeout(idle);
    stream.on("error", () => undefined);
    stream.once("close", () => {
      open--;
      inFlight.end();
      if (open === 0 && !session.destroyed) idle = setTimeout(end, limits.idleTimeoutMs);
    });
    void serveStream(stream, headers, connected).catch((error: unknown) => {
      if (!stream.destroyed) connected.failed(error);
      stream.destroy();
    });
  });
  return { close: () => session.close() };
}

async function serveStream(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  { limits, ask, replied }: Connected,
): Promise<void> {
  const late = (): void => void stream.destroy();
  let deadline = setTimeout(late, limits.readTimeoutMs);
  stream.once("close", () => clearTimeout(deadline));
  const method = String(headers[":method"] ?? "");
  const target = String(headers[":path"] ?? "");
  const reply = await answerOverHttp(
    { method, target, headers: headersOf(headers), body: bodyOf(stream) },
    (...asked) => {
      clearTimeout(deadline);
      deadline = setTimeout(late, limits.writeTimeoutMs);
      return ask(...asked);
    },
  );
  if (stream.destroyed) return;
  const body = method === "HEAD" ? undefined : reply.body;
  stream.respond({ ":status": reply.status, ...reply.headers }, { endStream: body === undefined });
  if (body !== undefined) stream.end(body);
  replied(reply.status);
  // What is left of a body is not waited for.
  if (!stream.readableEnded) stream.resume();
}
