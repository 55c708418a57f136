/** What a file that a directive names may begin with, so that CoreDNS takes it. */
import type { Fix } from "../../text/edit.ts";

/** What a file is read as. */
export type NewFileKind = "zone" | "hosts" | "weights" | "import";

const TEXTS: Readonly<Record<NewFileKind, string>> = {
  zone: "$TTL 3600\n@    IN SOA ns1 hostmaster 1 7200 3600 1209600 300\n     IN NS  ns1\nns1  IN A   192.0.2.53\n",
  hosts: "# ADDRESS NAME...\n192.0.2.1 host.example.org\n",
  weights: "# NAME\n# ADDRESS WEIGHT\nwww.example.org\n192.0.2.1 3\n192.0.2.2 1\n",
  import: "# Imported into the Corefile.\n",
};

/** The fix that makes the file; a path is as CoreDNS names it. */
export function createFileFix(path: string, kind: NewFileKind): Fix {
  return { title: `Create ${path}`, edits: [], creates: [{ file: path, text: TEXTS[kind] }] };
}

/** True for a path that stays below the folder in which CoreDNS is started. */
export function isBelow(path: string, { absolute }: { absolute(path: string): string }): boolean {
  const folder = absolute(".");
  return absolute(path).startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}
