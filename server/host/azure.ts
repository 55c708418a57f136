/** Zones of Azure DNS and Azure Private DNS, through Azure's libraries. */
import { DnsManagementClient } from "@azure/arm-dns";
import { PrivateDnsManagementClient } from "@azure/arm-privatedns";
import { ClientSecretCredential, ManagedIdentityCredential, type TokenCredential } from "@azure/identity";
import type {
  AzureAccess,
  AzureFailure,
  AzureIdentity,
  AzurePlace,
  AzureRecordSet,
  AzureService,
} from "../../lib/ports/cloud-zones.ts";
import { dialReason } from "./dial-words.ts";

/** Tokens are asked for by it, to tell their failures from others. */
class TokenFault extends Error {}

/** A client with this identity. */
export function azureService(access: AzureAccess): AzureService {
  const tokens = tokensOf(access);
  return {
    async recordSets(place, timeoutMs) {
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        const found: AzureRecordSet[] = [];
        for await (const set of listing({ ...access, tokens }, place, signal)) found.push(set);
        return { ok: true, value: found };
      } catch (error) {
        return { ok: false, failure: signal.aborted ? { kind: "timeout" } : failureOf(error) };
      }
    },
  };
}

function listing(
  { subscription, resource, endpoint, authorities, tokens }: AzureAccess & { readonly tokens: TokenCredential },
  { resourceGroup, zone, isPrivate }: AzurePlace,
  abortSignal: AbortSignal,
): AsyncIterable<AzureRecordSet> {
  const options = {
    endpoint,
    credentialScopes: [`${resource}/.default`],
    credentials: { scopes: [`${resource}/.default`] },
    ...tls(authorities),
  };
  return isPrivate
    ? new PrivateDnsManagementClient(tokens, subscription, options).recordSets.list(resourceGroup, zone, {
        abortSignal,
      })
    : new DnsManagementClient(tokens, subscription, options).recordSets.listByDnsZone(resourceGroup, zone, {
        abortSignal,
      });
}

function tls(authorities: Uint8Array | undefined): { readonly tlsOptions?: { readonly ca: Buffer } } {
  return authorities === undefined ? {} : { tlsOptions: { ca: Buffer.from(authorities) } };
}

/** Tokens are kept as long as they last. */
function tokensOf({ identity, authorities }: AzureAccess): TokenCredential {
  let credential: TokenCredential | undefined;
  return {
    async getToken(scopes, options) {
      try {
        credential ??= credentialOf(identity, authorities);
        return await credential.getToken(scopes, options);
      } catch (error) {
        throw new TokenFault(error instanceof Error ? error.message : String(error));
      }
    },
  };
}

function credentialOf(identity: AzureIdentity, authorities: Uint8Array | undefined): TokenCredential {
  if (identity.kind === "machine")
    return new ManagedIdentityCredential(identity.client === "" ? {} : { clientId: identity.client });
  const { authority, tenant, client, secret } = identity;
  return new ClientSecretCredential(tenant, client, secret, {
    authorityHost: authority.replace(/\/$/, ""),
    disableInstanceDiscovery: true,
    ...tls(authorities),
  });
}

function failureOf(error: unknown): AzureFailure {
  if (!(error instanceof Error)) return { kind: "token", text: String(error) };
  if (error instanceof TokenFault) return { kind: "token", text: error.message.split(/\r?\n/)[0] ?? "" };
  const status: unknown = Reflect.get(error, "statusCode") ?? Reflect.get(error, "status");
  const code = String(Reflect.get(error, "code") ?? "");
  if (typeof status === "number") return { kind: "refused", status, code, message: error.message };
  const request: unknown = Reflect.get(error, "request");
  const url = typeof request === "object" && request !== null ? String(Reflect.get(request, "url")) : "";
  const cause: unknown = Reflect.get(error, "cause");
  return { kind: "unsent", url, reason: dialReason(cause instanceof Error ? cause : error) };
}
