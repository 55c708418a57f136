/** Hashes of bcrypt. */
import { expect, it, test } from "vitest";
import { systemPasswords } from "./passwords.ts";

// The cost is the lowest that there is: "secret", and "naïve" in UTF-8.
const SECRET = "$2b$04$oMAOyCZgB8WCw6ZCxu3nt.Bp4M/a7fy43bcovFf2uqH/TmthZXvLy";
const octets = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  [SECRET, octets("secret"), true],
  [SECRET, octets("Secret"), false],
  [SECRET, octets(""), false],
  // Every revision is the same to Go, and what follows a hash is nothing.
  [SECRET.replace("2b", "2x"), octets("secret"), true],
  [SECRET.replace("2b", "2"), octets("secret"), true],
  [`${SECRET}more`, octets("secret"), true],
  ["no hash", octets("secret"), false],
  [SECRET, Uint8Array.of(0xff), false],
])("%s with %s", async (hash, password, isRight) =>
  expect(await systemPasswords.isBcryptOf(hash, password)).toBe(isRight),
);

it("leaves the thread that asks free", async () => {
  const slow = SECRET.replace("$04", "$11");
  let turns = 0;
  const turn = setInterval(() => turns++, 1);
  await systemPasswords.isBcryptOf(slow, octets("secret"));
  clearInterval(turn);
  expect(turns).toBeGreaterThan(20);
});
