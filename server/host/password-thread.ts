/** The thread that compares one password with one hash. */
import { parentPort, workerData } from "node:worker_threads";

/** What it is started with. */
export interface PasswordThreadData {
  readonly hash: string;
  readonly password: Uint8Array;
}

/** Go's library takes any revision of bcrypt for the same one, and reads no further than a hash goes. */
const HASH = /^\$2[^$]?(\$\d\d\$.{53})/s;
/** What is compared for a password that is no UTF-8, which the library cannot take: nobody has it. */
const NO_PASSWORD = "";

const { hash, password } = workerData as PasswordThreadData;
const { compare } = await import("bcryptjs");
const text = textOf(password);
const rest = HASH.exec(hash)?.[1];
const isRight = rest !== undefined && (await compare(text ?? NO_PASSWORD, `$2a${rest}`));
parentPort?.postMessage(isRight && text !== undefined);

function textOf(octets: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    return undefined;
  }
}
