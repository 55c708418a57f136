/** Passwords for tests: one hash is known, and each comparison is noted. */
import { octetString } from "../../text/octets.ts";
import type { Passwords } from "../passwords.ts";

/** A hash of "fakepassword". */
export const HASH = "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";

export class FakePasswords implements Passwords {
  /** What was compared: hashes and passwords. */
  readonly compared: (readonly [string, string])[] = [];

  isBcryptOf(hash: string, password: Uint8Array): Promise<boolean> {
    const text = octetString(password);
    this.compared.push([hash, text]);
    return Promise.resolve(text === "fakepassword" && hash.slice(4) === HASH.slice(4));
  }
}
