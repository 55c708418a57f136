/** Comparing passwords with their hashes, which is made to take its time. */

export interface Passwords {
  /** Whether a hash of bcrypt (`$2a$10$` and 53 characters) is that of a password. Nothing else waits for it. */
  isBcryptOf(hash: string, password: Uint8Array): Promise<boolean>;
}
