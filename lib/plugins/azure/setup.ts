/** Looks for a cloud and for who asks it as CoreDNS does when it is set up; this engine does not fetch zones yet. */

import { jsonMember, parseJson } from "../../go/json.ts";
import { quote } from "../../go/quote.ts";
import { dialError } from "../../plugin-kit/dial.ts";
import type { Host } from "../../ports/host.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { octetString } from "../../text/octets.ts";
import { directive, STACK_CLOUD } from "./directive.ts";

/** Where machines of Azure get tokens. */
const METADATA = "http://169.254.169.254/metadata/identity/oauth2/token";
const METADATA_TIMEOUT_MS = 2000;
const NO_IDENTITY = "plugin/azure: MSI not available";

export const setup = defineSetup(directive, (uses, { block, host, problem, notServedYet }) => {
  let cloud: unknown;
  let secret = "";
  for (const line of uses.flatMap(({ lines }) => lines)) {
    if (line.name === "secret") secret = line.args.value.value;
    if (line.name !== "environment") continue;
    const { value, token, at } = line.args.value;
    cloud = undefined;
    if (value !== STACK_CLOUD) continue;
    const read = readCloud(host);
    if ("error" in read) {
      const text = `cannot set azure environment: ${quote(read.error)}`;
      const message = `plugin/azure: ${token.file}:${token.line} - Error during parsing: ${text}`;
      return problem(message, { at, cause: "here" });
    }
    cloud = read.value;
  }
  if (secret !== "") {
    const missing = cloud === undefined ? undefined : missingInCloud(cloud);
    if (missing !== undefined) {
      const text = `failed to get SPT from client credentials: parameter '${missing}' cannot be empty`;
      return problem(`plugin/azure: ${text}`, { cause: "here" });
    }
  } else if ((host.identity.environment.MSI_ENDPOINT ?? "") === "") {
    block.onStart(async () => {
      const error = await dialError(METADATA, METADATA_TIMEOUT_MS, host);
      return error === undefined ? undefined : problem(NO_IDENTITY, { cause: "here" });
    });
  }
  notServedYet();
  return undefined;
});

/** The cloud that a file describes. */
function readCloud({
  files,
  identity: { environment },
}: Host): { readonly value: unknown } | { readonly error: string } {
  const file = files.read(environment.AZURE_ENVIRONMENT_FILEPATH ?? "");
  if (file.kind === "error") return { error: file.text };
  const json = parseJson(octetString(file.bytes));
  return json.ok ? { value: json.value } : { error: json.error };
}

/** What Azure's library misses in the description of a cloud. */
function missingInCloud(cloud: unknown): string | undefined {
  const has = (field: string): boolean => (jsonMember(cloud, field) ?? "") !== "";
  if (!has("activedirectoryendpoint")) return "activeDirectoryEndpoint";
  return has("resourcemanagerendpoint") ? undefined : "resource";
}
