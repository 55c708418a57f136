/** What an engine in the studio may write: files of the workspace, and nothing else, whatever else it may read. */
import type { Storage, StorageError } from "../../lib/ports/storage.ts";
import { insideJail } from "./jail.ts";

/** Puts the jail around `base`; `root` is the workspace's real path, from which relative paths count. */
export function jailStorage(base: Storage, root: string): Storage {
  const outside = (what: string): StorageError => ({
    kind: "error",
    code: "EACCES",
    text: `${what}: outside the workspace, where nothing is written`,
  });
  return {
    async write(path, contents) {
      const real = insideJail(root, path);
      return real === undefined
        ? outside(`open ${path}`)
        : asWritten(await base.write(real, contents), { [real]: path });
    },
    async append(path, contents) {
      const real = insideJail(root, path);
      return real === undefined
        ? outside(`open ${path}`)
        : asWritten(await base.append(real, contents), { [real]: path });
    },
    async rename(from, to) {
      const [realFrom, realTo] = [insideJail(root, from), insideJail(root, to)];
      if (realFrom === undefined || realTo === undefined) return outside(`rename ${from} ${to}`);
      return asWritten(await base.rename(realFrom, realTo), { [realFrom]: from, [realTo]: to });
    },
    async makeFolder(path) {
      const real = insideJail(root, path);
      return real === undefined ? outside(`mkdir ${path}`) : asWritten(await base.makeFolder(real), { [real]: path });
    },
  };
}

/** For a configuration that is only looked at: nothing is written, and nothing is wrong with that. */
export const forgetfulStorage: Storage = {
  write: async () => undefined,
  append: async () => undefined,
  rename: async () => undefined,
  makeFolder: async () => undefined,
};

/** The error with the paths that the configuration has. */
function asWritten(error: StorageError | undefined, names: Readonly<Record<string, string>>): StorageError | undefined {
  if (error === undefined) return undefined;
  const text = Object.entries(names).reduce((words, [real, written]) => words.replaceAll(real, written), error.text);
  return { ...error, text };
}
