/** Zone files and hosts files among what was named. */
import { type KnownFile, knowFile } from "../file-kind.ts";
import type { Input } from "./inputs.ts";

/** A file that is no configuration, and what it is. */
export interface PlainFile {
  readonly input: Input;
  readonly known: KnownFile;
}

/** Those of the inputs that are zone files or hosts files; what was found in a folder was chosen as something else. */
export async function plainFilesOf(inputs: readonly Input[]): Promise<readonly PlainFile[]> {
  const files: PlainFile[] = [];
  for (const input of inputs) {
    if (input.foundIn !== undefined) continue;
    const known = await knowFile(input);
    if (known.kind === "zone-file" || known.kind === "hosts-file") files.push({ input, known });
  }
  return files;
}
