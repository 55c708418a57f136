/** Storage in memory, in which a test can look and let things fail. */
import type { Storage, StorageError } from "../storage.ts";

export class FakeStorage implements Storage {
  /** What stands there now, by path. */
  readonly files = new Map<string, Uint8Array>();
  readonly folders = new Set<string>();
  /** What the next calls give instead of doing anything. */
  readonly failures: StorageError[] = [];

  async write(path: string, contents: Uint8Array): Promise<StorageError | undefined> {
    const failure = this.failures.shift();
    if (failure === undefined) this.files.set(path, contents.slice());
    return failure;
  }

  async append(path: string, contents: Uint8Array): Promise<StorageError | undefined> {
    const failure = this.failures.shift();
    if (failure !== undefined) return failure;
    const before = this.files.get(path) ?? new Uint8Array(0);
    const whole = new Uint8Array(before.length + contents.length);
    whole.set(before);
    whole.set(contents, before.length);
    this.files.set(path, whole);
    return undefined;
  }

  async rename(from: string, to: string): Promise<StorageError | undefined> {
    const contents = this.files.get(from);
    const missing = { kind: "error", code: "ENOENT", text: `rename ${from} ${to}: no such file or directory` } as const;
    const failure = this.failures.shift() ?? (contents === undefined ? missing : undefined);
    if (failure !== undefined || contents === undefined) return failure;
    this.files.delete(from);
    this.files.set(to, contents);
    return undefined;
  }

  async makeFolder(path: string): Promise<StorageError | undefined> {
    const failure = this.failures.shift();
    if (failure === undefined) this.folders.add(path);
    return failure;
  }
}
