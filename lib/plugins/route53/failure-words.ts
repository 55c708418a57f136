/** Why Amazon did not answer, as its library for Go says it. */
import type { AwsFailure } from "../../ports/cloud-zones.ts";
import { exceeded } from "./aws-request.ts";

/** Errors that Route 53's model names; the library prints them without more. */
const MODELLED: ReadonlySet<string> = new Set(["InvalidDomainName", "InvalidInput", "NoSuchHostedZone"]);

/** What is worth another try: it was tried as often as it may be. */
const RETRIED_STATUS: ReadonlySet<number> = new Set([500, 502, 503, 504]);
const RETRIED_CODES: ReadonlySet<string> = new Set([
  "BandwidthLimitExceeded",
  "EC2ThrottledException",
  "LimitExceededException",
  "PriorRequestNotComplete",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "RequestTimeout",
  "RequestTimeoutException",
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "TransactionInProgressException",
]);

/** `operation error Route 53: ListHostedZonesByName, ...`. */
export function failureText(operation: string, failure: AwsFailure): string {
  const head = `operation error Route 53: ${operation}, `;
  switch (failure.kind) {
    case "keys":
      return head + failure.text;
    case "unsent": {
      const { url, reason, attempts } = failure;
      const response = "https response error StatusCode: 0, RequestID: , request send failed, ";
      return `${head}${exceeded(attempts)}, ${response}Get "${url}": ${reason}`;
    }
    case "refused": {
      const { status, requestId, code, message, attempts } = failure;
      const tried = RETRIED_STATUS.has(status) || RETRIED_CODES.has(code) ? `${exceeded(attempts)}, ` : "";
      const said = `${MODELLED.has(code) ? "" : "api error "}${code}: ${message}`;
      return `${head}${tried}https response error StatusCode: ${status}, RequestID: ${requestId}, ${said}`;
    }
  }
}
