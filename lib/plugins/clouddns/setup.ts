/** Looks for credentials as CoreDNS does when it is set up; this engine does not fetch zones yet. */

import { quote } from "../../go/quote.ts";
import { dialError } from "../../plugin-kit/dial.ts";
import type { Host } from "../../ports/host.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext } from "../../set-up/setup.ts";
import type { Problem } from "../../text/problem.ts";
import { missingIn, readDefaultFile, readNamedFile, tokenRequest } from "./credentials.ts";
import { type CloudDnsConfig, type CloudZone, directive } from "./directive.ts";

const GUIDE = "https://cloud.google.com/docs/authentication/external/set-up-adc";
const NO_CREDENTIALS = `credentials: could not find default credentials. See ${GUIDE} for more information`;
/** Where machines of Google's cloud find credentials. */
const METADATA = "http://169.254.169.254";
const METADATA_TIMEOUT_MS = 1000;
const TOKEN_TIMEOUT_MS = 5000;

export const setup = defineSetup(
  directive,
  (uses, context) => {
    for (const use of uses) {
      const wrong = wrongFile(use, context);
      if (wrong !== undefined) return wrong;
      const problem = checkCredentials(use, context);
      if (problem !== undefined) return problem;
    }
    context.notServedYet();
    return undefined;
  },
  {
    // Files of credentials are looked at as they are named.
    onTheWay({ uses, cut }, context) {
      const begun = cut === undefined ? uses : [...uses, cut];
      return begun.map((use) => wrongFile(use, context)).find((problem) => problem !== undefined);
    },
  },
);

/** CoreDNS looks at every file that is named, before it goes on with the last. */
function wrongFile({ lines }: Pick<CloudDnsConfig, "lines">, { host, problem }: SetupContext): Problem | undefined {
  for (const line of lines) {
    if (line.name !== "credentials") continue;
    const { value, token, at } = line.args.value;
    const file = readNamedFile(value, host.files);
    if (file.ok) continue;
    const text = `invalid credentials file ${quote(value)}: ${file.error}`;
    const message = `plugin/clouddns: ${token.file}:${token.line} - Error during parsing: ${text}`;
    return problem(message, { at, cause: "here" });
  }
  return undefined;
}

function checkCredentials(use: CloudDnsConfig, { block, host, problem }: SetupContext): Problem | undefined {
  const named = use.properties.credentials?.args.value;
  // CoreDNS puts neither its name nor a place before what Google's library says of credentials.
  const refuse = (text: string): Problem => problem(text, { cause: "here", at: named?.at ?? use.at });
  const path = named?.value ?? defaultFile(host);
  if (path === undefined) {
    if ((host.identity.environment.GCE_METADATA_HOST ?? "") !== "") return undefined;
    block.onStart(async () => {
      const error = await dialError(METADATA, METADATA_TIMEOUT_MS, host);
      return error === undefined ? undefined : refuse(NO_CREDENTIALS);
    });
    return undefined;
  }
  const file = named === undefined ? readDefaultFile(path, host.files) : readNamedFile(path, host.files);
  if (!file.ok) return refuse(file.error);
  const missing = missingIn(file.type, file.value);
  if (missing !== undefined) return refuse(missing);
  const [zone] = use.args.zones;
  const token = tokenRequest(file.type, file.value);
  if (zone === undefined || token === undefined) return undefined;
  const { last } = use;
  const head = `plugin/clouddns: ${last.file}:${last.line} - Error during parsing: failed to create plugin: `;
  const unsent = `${head}Get "${requestUrl(zone.value, use)}": `;
  if (token.kind === "error") return refuse(unsent + token.text);
  block.onStart(async () => {
    const error = await dialError(token.url, TOKEN_TIMEOUT_MS, host);
    return error === undefined ? undefined : refuse(`${unsent}${token.head}${error}`);
  });
  return undefined;
}

/** The first request for a zone. */
function requestUrl({ project, hostedZone }: CloudZone, { properties }: CloudDnsConfig): string {
  const given = properties.endpoint?.args.value.value || "https://dns.googleapis.com/";
  const url = given.includes("://") ? given : `https://${given}/`;
  const [, origin = "", path = ""] = /^([^/]*:\/\/[^/]*)(.*)$/.exec(url) ?? [];
  const folder = path.slice(0, path.lastIndexOf("/") + 1) || "/";
  const [inProject, inZone] = [encodeURIComponent(project), encodeURIComponent(hostedZone)];
  return `${origin}${folder}dns/v1/projects/${inProject}/managedZones/${inZone}?alt=json&prettyPrint=false`;
}

/** The file that the environment names, or the one that gcloud writes, if it is there. */
function defaultFile({ files, identity: { environment } }: Host): string | undefined {
  const named = environment.GOOGLE_APPLICATION_CREDENTIALS ?? "";
  if (named !== "") return named;
  const path = `${environment.HOME ?? ""}/.config/gcloud/application_default_credentials.json`;
  return files.read(path).kind === "file" ? path : undefined;
}
