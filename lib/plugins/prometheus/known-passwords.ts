/** Passwords that were compared lately: hashes take their time, and whoever scrapes comes back. */

import type { Host } from "../../ports/host.ts";
import { octetString } from "../../text/octets.ts";

const MAX_KNOWN = 100;

/** What somebody gives as proof. */
interface Proof {
  readonly user: string;
  readonly password: Uint8Array;
  readonly hash: string;
  /** False for a user that there is not, whose password is never right. */
  readonly isUser: boolean;
}

export class KnownPasswords {
  readonly #host: Pick<Host, "passwords" | "random">;
  readonly #known = new Map<string, boolean>();
  /** One is compared after the other, so that nobody takes all processors with wrong ones. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(host: Pick<Host, "passwords" | "random">) {
    this.#host = host;
  }

  /** Whether the password is that of the hash. */
  async isRight({ user, password, hash, isUser }: Proof): Promise<boolean> {
    const key = JSON.stringify([user, hash, octetString(password)]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const isRight = (await this.#compare(hash, password)) && isUser;
    this.#makeRoom();
    this.#known.set(key, isRight);
    return isRight;
  }

  #compare(hash: string, password: Uint8Array): Promise<boolean> {
    const compared = this.#last.then(() => this.#host.passwords.isBcryptOf(hash, password));
    this.#last = compared.catch(() => undefined);
    return compared;
  }

  /** A tenth goes when there is no room, whichever it is. */
  #makeRoom(): void {
    if (this.#known.size < MAX_KNOWN) return;
    for (let left = MAX_KNOWN / 10; left >= 0; left--) {
      const key = [...this.#known.keys()][this.#host.random.below(this.#known.size)];
      if (key !== undefined) this.#known.delete(key);
    }
  }
}
