/** Why Azure did not answer, as its library for Go says it (go-autorest). */
import { quote } from "../../go/quote.ts";
import type { AzureFailure } from "../../ports/cloud-zones.ts";

/** `dns.RecordSetsClient#ListByDNSZone: Failure responding to request: StatusCode=404 -- Original Error: ...`. */
export function failureText(failure: AzureFailure, isPrivate: boolean): string {
  if (failure.kind === "timeout") return "context deadline exceeded";
  const method = isPrivate ? "privatedns.RecordSetsClient#List" : "dns.RecordSetsClient#ListByDNSZone";
  if (failure.kind === "refused") {
    const { status, code, message } = failure;
    const said = `autorest/azure: Service returned an error. Status=${status} Code=${quote(code)} Message=${quote(message)}`;
    return `${method}: Failure responding to request: StatusCode=${status} -- Original Error: ${said}`;
  }
  const why =
    failure.kind === "token"
      ? `azure.BearerAuthorizer#WithAuthorization: Failed to refresh the Token for request: ${failure.text}`
      : `Get "${failure.url}": ${failure.reason}`;
  return `${method}: Failure sending request: StatusCode=0 -- Original Error: ${why}`;
}
