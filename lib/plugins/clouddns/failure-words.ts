/** Why Google did not answer, as its library for Go says it. */
import type { CloudDnsFailure } from "../../ports/cloud-zones.ts";

/** `googleapi: Error 404: ...`, or what became of the request to this URL. */
export function failureText(failure: CloudDnsFailure, url: string): string {
  switch (failure.kind) {
    case "credentials":
      return `Get "${url}": ${failure.text}`;
    case "token":
      return `Get "${url}": auth: cannot fetch token: ${failure.status}\nResponse: ${failure.body}`;
    case "unsent":
      return failure.method === "Get"
        ? `Get "${url}": ${failure.reason}`
        : `Get "${url}": auth: cannot fetch token: Post "${failure.url}": ${failure.reason}`;
    case "refused":
      return refusalText(failure);
  }
}

function refusalText({ status, message, errors, body }: Extract<CloudDnsFailure, { kind: "refused" }>): string {
  if (errors.length === 0 && message === "") return `googleapi: got HTTP response code ${status} with body: ${body}`;
  const head = `googleapi: Error ${status}: ${message}`;
  const [first, ...others] = errors;
  if (first === undefined) return head.trim();
  if (others.length === 0 && first.message === message) return `${head}, ${first.reason}`;
  const lines = errors.map(({ reason, message: said }) => `Reason: ${reason}, Message: ${said}\n`);
  return `${head}\nMore details:\n${lines.join("")}`;
}
