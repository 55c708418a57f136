/** From directive to the block's TLS: files are read and checked as CoreDNS does; the last use counts. */

import { tlsOf } from "../../plugin-kit/tls-files.ts";
import { type BlockTls, TLS } from "../../set-up/block-settings.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext } from "../../set-up/setup.ts";
import type { Problem } from "../../text/problem.ts";
import { readAcme } from "./acme.ts";
import { directive, type TlsConfig } from "./directive.ts";
import { keyLogOf, keyLogProblem } from "./key-log.ts";

/** CoreDNS reads the files of one use before it comes to the next. */
export const setup = defineSetup(directive, setUp, {
  onTheWay: ({ uses }, context) => uses.map((use) => readOne(use, context)).find((read) => "severity" in read),
});

function setUp(uses: readonly TlsConfig[], context: SetupContext): Problem | undefined {
  const { block, notServedYet } = context;
  for (const use of uses) {
    const tls = readOne(use, context);
    if ("severity" in tls) return tls;
    block.settings.set(TLS, { ...tls, keyLog: keyLogOf(use, context) });
  }
  for (const { args, at } of uses) {
    if (args.from === "acme") notServedYet({ text: "this engine gets no certificates over ACME yet", at });
  }
  return undefined;
}

function readOne(use: TlsConfig, context: SetupContext): BlockTls | Problem {
  const { args, properties } = use;
  if (args.from === "acme") {
    const acme = readAcme(use, context);
    return "severity" in acme ? acme : { clientAuth: "nocert", material: { kind: "tls" }, acme: acme.identity };
  }
  const material = tlsOf(args.files, context, "plugin/tls: ");
  if ("severity" in material) return material;
  const clientAuth = properties.client_auth?.args.type.value ?? "nocert";
  return keyLogProblem(use, context) ?? { clientAuth, material, acme: "" };
}
