/** TLS on a connection to a listener. The studio asks what itself serves, so it takes any certificate. */
import type { Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { type LineOptions, NoReply, noReplyFor } from "./line.ts";

/** Settles TLS; `protocols` are offered as what comes next. Rejects with `NoReply` only. */
export function secured(
  socket: Socket,
  { timeoutMs }: Pick<LineOptions, "timeoutMs">,
  protocols: readonly string[] = [],
): Promise<TLSSocket> {
  return new Promise((done, fail) => {
    const offer = protocols.length === 0 ? {} : { ALPNProtocols: [...protocols] };
    const tls = connectTls({ socket, rejectUnauthorized: false, ...offer });
    const end = (error: NoReply): void => {
      clearTimeout(timer);
      tls.destroy();
      fail(error);
    };
    const timer = setTimeout(
      () => end(new NoReply("timeout", `TLS was not settled within ${timeoutMs / 1000} s.`)),
      timeoutMs,
    );
    tls.on("error", (error) => end(tlsFailure(error)));
    tls.once("close", () => end(new NoReply("connection closed", "The server closed the connection before TLS.")));
    tls.once("secureConnect", () => {
      clearTimeout(timer);
      done(tls);
    });
  });
}

/** What OpenSSL says, without its codes. */
export function tlsFailure(error: Error): NoReply {
  const [, reason] = /SSL routines:[^:]*:([^:]+)/.exec(error.message) ?? [];
  if (reason === undefined) return noReplyFor(error);
  const [, alert] = /\balert (.+)/.exec(reason) ?? [];
  const text = alert === undefined ? `TLS failed: ${reason}.` : `The server ended TLS: ${alert}.`;
  return new NoReply("connection closed", text);
}
