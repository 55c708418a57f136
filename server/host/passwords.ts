/** Passwords are compared in a thread of their own, which lives as long: who asks for names waits for no password. */
import { Worker } from "node:worker_threads";
import type { Passwords } from "../../lib/ports/passwords.ts";
import type { PasswordThreadData } from "./password-thread.ts";

const ENTRY = new URL("./password-thread.ts", import.meta.url);

export const systemPasswords: Passwords = {
  isBcryptOf: (hash, password) =>
    new Promise((resolve, reject) => {
      const workerData: PasswordThreadData = { hash, password };
      const worker = new Worker(ENTRY, { name: "passwords", workerData });
      worker.unref();
      worker.once("message", (isRight: unknown) => resolve(isRight === true));
      worker.once("error", reject);
      worker.once("exit", () => resolve(false));
    }),
};
