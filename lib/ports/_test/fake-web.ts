/** A web of the pages that a test writes. */
import type { Web, WebFault, WebReply, WebRequest } from "../web.ts";

/** A body, a status and a body, or nothing: the host cannot be reached. */
export type FakePage = string | readonly [status: number, body: string] | undefined;

/** Pages by `GET URL`; those of other methods than GET by theirs. */
export class FakeWeb implements Web {
  readonly asked: WebRequest[] = [];
  pages: Readonly<Record<string, FakePage>>;

  constructor(pages: Readonly<Record<string, FakePage>> = {}) {
    this.pages = pages;
  }

  ask(request: WebRequest): Promise<WebReply | WebFault> {
    this.asked.push(request);
    const { method, url } = request;
    const page = this.pages[`${method} ${url}`];
    const named = method.charAt(0) + method.slice(1).toLowerCase();
    const reason = "connection refused";
    if (page === undefined) return Promise.resolve({ kind: "fault", text: `${named} "${url}": ${reason}`, reason });
    const [status, body] = typeof page === "string" ? [200, page] : page;
    return Promise.resolve({ kind: "reply", status, headers: {}, body });
  }
}
