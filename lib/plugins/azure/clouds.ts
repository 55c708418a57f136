/** Azure's clouds: where tokens are, and what they are for (go-autorest, package azure). */

import { jsonMember, parseJson } from "../../go/json.ts";
import type { Host } from "../../ports/host.ts";
import { octetString } from "../../text/octets.ts";

/** What of a cloud CoreDNS uses: its API is the public one's in all clouds. */
export interface Cloud {
  readonly authority: string;
  readonly resource: string;
}

const PUBLIC: Cloud = { authority: "https://login.microsoftonline.com/", resource: "https://management.azure.com/" };
const GOVERNMENT: Cloud = {
  authority: "https://login.microsoftonline.us/",
  resource: "https://management.usgovcloudapi.net/",
};
const CLOUDS: Readonly<Record<string, Cloud>> = {
  AZURECHINACLOUD: {
    authority: "https://login.chinacloudapi.cn/",
    resource: "https://management.chinacloudapi.cn/",
  },
  AZUREGERMANCLOUD: {
    authority: "https://login.microsoftonline.de/",
    resource: "https://management.microsoftazure.de/",
  },
  AZUREUSGOVERNMENT: GOVERNMENT,
  AZUREUSGOVERNMENTCLOUD: GOVERNMENT,
};

/** A cloud by its name in capitals; the public one for none. */
export function cloudCalled(name: string | undefined): Cloud {
  return (name === undefined ? undefined : CLOUDS[name]) ?? PUBLIC;
}

/** The cloud that a file describes, which may leave things out. */
export function readCloud({
  files,
  identity: { environment },
}: Host): { readonly cloud: Cloud } | { readonly error: string } {
  const file = files.read(environment.AZURE_ENVIRONMENT_FILEPATH ?? "");
  if (file.kind === "error") return { error: file.text };
  const json = parseJson(octetString(file.bytes));
  if (!json.ok) return { error: json.error };
  const text = (field: string): string => {
    const value = jsonMember(json.value, field);
    return typeof value === "string" ? value : "";
  };
  return { cloud: { authority: text("activedirectoryendpoint"), resource: text("resourcemanagerendpoint") } };
}

/** What Azure's library misses in a cloud before it asks for a token. */
export function missingIn({ authority, resource }: Cloud): string | undefined {
  if (authority === "") return "activeDirectoryEndpoint";
  return resource === "" ? "resource" : undefined;
}
