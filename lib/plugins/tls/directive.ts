/** How tls is written in a Corefile: with files, or without arguments for certificates over ACME. */
import { one, optional, rest } from "../../directive/argument.ts";
import { type Complaint, plain, position, withPrefixes, wrongCount } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { named } from "../../directive/kind.ts";
import { folder, path, written } from "../../directive/kinds/file.ts";
import { keyword } from "../../directive/kinds/keyword.ts";
import { text } from "../../directive/kinds/text.ts";
import { COMPLAINED, custom, line } from "../../directive/line.ts";
import { property } from "../../directive/property.ts";
import type { Value } from "../../directive/value.ts";
import { caFault, domainFault, resolverFault } from "./acme-options.ts";

/** What the arguments say: certificate, key and authority, or that certificates come over ACME. */
type TlsLine = { readonly from: "acme" } | { readonly from: "files"; readonly files: readonly Value<string>[] };

const certificate = one(path, {
  placeholder: "CERT",
  summary: "The certificate and its chain, in PEM.",
});
const key = one(path, { placeholder: "KEY", summary: "The certificate's private key, in PEM." });
const authority = optional(path, { placeholder: "CA", summary: "Who signs the certificates of clients, in PEM." });

const words = custom<TlsLine>({
  looks: [line({ certificate, key, authority }), line({})],
  read(tokens, reader) {
    if (tokens.length === 0) return { from: "acme" };
    // CoreDNS says its name twice here.
    if (tokens.length < 2 || tokens.length > 3) return reader.complain(withPrefixes(wrongCount, "tls", "tls"));
    const files: Value<string>[] = [];
    for (const token of tokens) {
      const file = reader.take(one(path), token);
      if (file === COMPLAINED) return COMPLAINED;
      files.push(file);
    }
    return { from: "files", files };
  },
});

const clientAuth = keyword(["nocert", "request", "require", "verify_if_given", "require_and_verify"], {
  unknown: position("unknown authentication type '{value}'"),
  details: {
    nocert: "Does not ask clients for a certificate; the default.",
    request: "Asks for one, but accepts clients without.",
    require: "Requires one, whoever signed it.",
    verify_if_given: "Accepts clients without one; any that is given must be signed by CA.",
    require_and_verify: "Requires one signed by CA.",
  },
});

const FOR_FILES: ReadonlySet<string> = new Set(["client_auth", "keylog"]);
const unknownOption = position("unknown option '{value}'");
const unknownAcmeOption = position("unknown ACME option {value:q}");
const once: { readonly once: Complaint; readonly said: "before" } = {
  once: position("ACME option {value:q} can only be specified once"),
  said: "before",
};

export const directive = defineDirective({
  name: "tls",
  since: "007",
  inChain: false,
  role: "tls",
  repeat: "each",
  atDesk: {
    leftOut: (words, properties) =>
      words.length === 0 && properties.includes("acme") ? "it orders certificates over ACME" : undefined,
  },
  summary: "Sets the certificate and key for encrypted transports.",
  args: words,
  properties: {
    client_auth: property({ summary: "Which certificate clients must have.", args: { type: one(clientAuth) } }),
    keylog: property({
      since: "1.14.3",
      summary:
        "Writes the secrets of connections into a file, for debugging: whoever has the file can read those connections.",
      args: { file: one(written(path)) },
    }),
    acme: property({
      summary: "Names to get a certificate for.",
      args: {
        domains: rest(
          named(text, { placeholder: "DOMAIN", expects: "a domain name, or a wildcard like *.example.org" }),
          {
            min: 1,
          },
        ),
      },
      repeat: once,
    }),
    email: property({
      summary: "Where the certificate authority writes to.",
      args: { address: one(named(text, { placeholder: "EMAIL", expects: "an e-mail address" })) },
      repeat: once,
    }),
    ca: property({
      summary: "The directory of the certificate authority; Let's Encrypt's by default.",
      args: { url: one(named(text, { placeholder: "URL", expects: "a URL with http or https" })) },
      repeat: once,
    }),
    storage: property({
      summary: "Where accounts, keys and certificates are kept; .coredns/acme by default.",
      args: { folder: one(written(folder)) },
      repeat: once,
    }),
    ca_root: property({
      summary: "Certificates to check the authority's server against, beside the system's.",
      args: { file: one(path) },
      repeat: once,
    }),
    resolver: property({
      summary: "The DNS server to find the certificate authority with.",
      args: { address: one(named(text, { placeholder: "HOST:PORT", expects: "a host with a port" })) },
      repeat: once,
    }),
  },
  refuseProperty: ({ from }, name) => {
    if (FOR_FILES.has(name) === (from === "files")) return undefined;
    return from === "files" ? unknownOption : unknownAcmeOption;
  },
  refuseUnknown: ({ from }) => (from === "files" ? unknownOption : unknownAcmeOption),
  refine({ args, properties }, complain) {
    if (args.from === "files") return;
    const { acme, ca, resolver } = properties;
    if (acme === undefined) return complain(plain("ACME requires at least one domain"));
    for (const domain of acme.args.domains) {
      const fault = domainFault(domain.value);
      if (fault !== undefined) return complain(plain(fault), domain);
    }
    const wrongCa = ca === undefined ? undefined : caFault(ca.args.url.value);
    if (wrongCa !== undefined) return complain(plain(wrongCa), ca?.args.url);
    const wrongResolver = resolver === undefined ? undefined : resolverFault(resolver.args.address.value);
    if (wrongResolver !== undefined) complain(plain(wrongResolver), resolver?.args.address);
  },
});

/** One use of tls. */
export type TlsConfig = ConfigOf<typeof directive>;
