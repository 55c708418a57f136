/** Files that are looked for in two folders: that of this process first, as CoreDNS does, then the Corefile's own. */
import { isAbsolute, join } from "node:path";
import type { Files } from "../../lib/ports/files.ts";

/** The same files; a relative path that leads nowhere starts at `folder`, if it leads somewhere from there. */
export function filesBeside(base: Files, folder: string): Files {
  const found = (path: string): string => {
    if (path === "" || isAbsolute(path) || base.exists(path)) return path;
    const beside = join(folder, path);
    return base.exists(beside) ? beside : path;
  };
  return {
    read: (path) => base.read(found(path)),
    stream: (path) => base.stream(found(path)),
    stat: (path) => base.stat(found(path)),
    exists: (path) => base.exists(found(path)),
    list: (path) => base.list(found(path)),
    absolute: (path) => base.absolute(found(path)),
  };
}
