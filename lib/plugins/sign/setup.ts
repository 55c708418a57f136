/** From directive to signers: keys are read at set-up, zones are signed from the start on. Nothing is put in the chain. */

import { zonesOrBlock } from "../../directive/kinds/zone.ts";
import type { KeyPair } from "../../dns/dnssec/key-pair.ts";
import { quote } from "../../go/quote.ts";
import { inRoot, ROOT_FOLDER } from "../../plugin-kit/in-root.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext } from "../../set-up/setup.ts";
import type { Problem } from "../../text/problem.ts";
import { directive, type SignConfig } from "./directive.ts";
import { readKeyPair } from "./key-pair.ts";
import { ZoneSigner } from "./zone-signer.ts";

const DEFAULT_FOLDER = "/var/lib/coredns";

type Use = Pick<SignConfig, "args" | "lines">;

export const setup = defineSetup(directive, setUp, {
  // Keys are read as they are named.
  onTheWay({ uses, cut }, context) {
    for (const use of cut === undefined ? uses : [...uses, cut]) {
      const read = readUse(use, context);
      if ("severity" in read) return read;
    }
    return undefined;
  },
});

function setUp(uses: readonly SignConfig[], context: SetupContext): Problem | undefined {
  const { block, host } = context;
  const signers: ZoneSigner[] = [];
  for (const use of uses) {
    const read = readUse(use, context);
    if ("severity" in read) return read;
    const origins = zonesOrBlock(use.args.zones, block.zones);
    for (const origin of origins) {
      // One record stands for a key in all zones of the line, and the last zone has given it its name.
      signers.push(new ZoneSigner({ ...read, origin, owner: origins.at(-1) ?? origin }, host));
    }
  }
  // A file is written once, whatever number of workers serve it.
  block.onPrimaryStart(() => {
    for (const signer of signers) signer.start();
    return undefined;
  });
  block.onStop(() => {
    for (const signer of signers) signer.stop();
  });
  return undefined;
}

interface ReadUse {
  readonly source: string;
  readonly folder: string;
  readonly keys: readonly KeyPair[];
}

/** What the lines of a use name; the first that will not do is why CoreDNS does not start. */
function readUse({ args, lines }: Use, { block, host, problem }: SetupContext): ReadUse | Problem {
  const root = block.settings.get(ROOT_FOLDER);
  const source = inRoot(args.file.value, root);
  if (source.includes("\ufffd")) {
    return problem(`plugin/sign: dbfile ${quote(source)} contains invalid characters`, { at: args.file.at });
  }
  const keys: KeyPair[] = [];
  let folder = DEFAULT_FOLDER;
  for (const line of lines) {
    if (line.name === "directory") {
      folder = inRoot(line.args.folder.value, root);
      continue;
    }
    for (const word of line.args.files) {
      const key = readKeyPair(word.value, { files: host.files, root });
      if (key.kind === "error") return problem(`plugin/sign: ${key.text}`, { at: word.at, cause: "here" });
      keys.push(key);
    }
  }
  return { source, folder, keys };
}
