/** What the server says no to, with the HTTP status that a route gives for it. */
import type { MeantQuestion } from "../../lib/dns/name/typed-name.ts";

/** A request that cannot be done as asked; the user's mistake or the disk's, never ours. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  /**
   * HTTP status: 400 bad request, 403 not allowed, 404 not there, 409 changed meanwhile, 410 another folder is open, 413 too large, 415 no text, 423 locked,
   * 500 the disk says no, 503 no engine. */
  readonly status: number;
  /** What to do about it. */
  readonly help: string;

  constructor(status: number, error: string, help: string) {
    super(error);
    this.status = status;
    this.help = help;
  }
}

/** A question that cannot be asked, with the one that was probably meant. */
export class NoQuestion extends Refusal {
  readonly meant: MeantQuestion | undefined;

  constructor({ error, help, meant }: { error: string; help: string; meant?: MeantQuestion }) {
    super(400, error, help);
    this.meant = meant;
  }
}
