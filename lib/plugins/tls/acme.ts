/** The checks of ACME that look at files and at other server blocks (CoreDNS, plugin tls). */

import { quote } from "../../go/quote.ts";
import { inRoot, ROOT_FOLDER } from "../../plugin-kit/in-root.ts";
import { readAuthorities } from "../../plugin-kit/tls-files.ts";
import type { SetupContext } from "../../set-up/setup.ts";
import { shared } from "../../set-up/shared.ts";
import type { Problem } from "../../text/problem.ts";
import { normalizeDomain } from "./acme-options.ts";
import type { TlsConfig } from "./directive.ts";

/** CoreDNS's default: Let's Encrypt. */
const DEFAULT_CA = "https://acme-v02.api.letsencrypt.org/directory";

/** What each domain is asked for with, by its name. */
const OWNERS = shared(() => new Map<string, string>());

/** What is asked for: server blocks with equal texts share their certificates. */
export interface Acme {
  readonly identity: string;
}

/** Looks at the file of `ca_root`, and for other blocks that want a certificate for the same name in another way. */
export function readAcme(use: TlsConfig, { block, host, problem }: SetupContext): Acme | Problem {
  const { acme, email, ca, storage, ca_root: caRoot, resolver } = use.properties;
  const absolute = (path: string): string => host.files.absolute(inRoot(path, block.settings.get(ROOT_FOLDER)));
  const rootFile = caRoot?.args.file;
  const rootPath = rootFile === undefined ? "" : absolute(rootFile.value);
  if (rootFile !== undefined) {
    const read = host.files.read(rootPath);
    const refuse = (text: string): Problem => problem(`plugin/tls: ${text}`, { at: rootFile.at, cause: "here" });
    if (read.kind === "error") return refuse(`reading ACME CA root ${quote(rootPath)}: ${read.text}`);
    if (readAuthorities(read.bytes, host.certificates).length === 0) {
      return refuse(`ACME CA root ${quote(rootPath)} contains no certificates`);
    }
  }
  const domains = acme?.args.domains ?? [];
  const names = domains.map(({ value }) => normalizeDomain(value));
  const identity = JSON.stringify([
    [...new Set(names)].sort(),
    email?.args.address.value ?? "",
    ca?.args.url.value ?? DEFAULT_CA,
    absolute(storage?.args.folder.value ?? ".coredns/acme"),
    rootPath,
    resolver?.args.address.value ?? "",
  ]);
  const owners = block.shared(OWNERS);
  const conflict = names.findIndex((name) => (owners.get(name) ?? identity) !== identity);
  if (conflict >= 0) {
    const text = `ACME domain ${quote(names[conflict] ?? "")} is configured with conflicting options`;
    return problem(`plugin/tls: ${text}`, { at: domains[conflict]?.at ?? use.at });
  }
  for (const name of names) owners.set(name, identity);
  return { identity };
}
