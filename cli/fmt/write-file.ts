/** Writes a file so that nobody ever sees half of it, and keeps its owner, its mode and the links to it. */
import { chmodSync, chownSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Puts new contents in the place of a file's old ones. Throws the system's error, and then the old contents are there. */
export function replaceFile(path: string, contents: string): void {
  const target = realpathSync(path);
  const { mode, uid, gid } = statSync(target);
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, contents, { flag: "wx", mode: mode & 0o7777 });
    keepOwner(temporary, { uid, gid });
    // The mask of the process took bits away when the file was made, and so did a change of its owner.
    chmodSync(temporary, mode & 0o7777);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function keepOwner(path: string, { uid, gid }: { readonly uid: number; readonly gid: number }): void {
  const own = statSync(path);
  if (own.uid === uid && own.gid === gid) return;
  try {
    chownSync(path, uid, gid);
  } catch {
    // Only the superuser may give files away; the writer owns it then.
  }
}
