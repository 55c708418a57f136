/** HTTP services and clouds as an engine in the studio asks them: without the sockets and the credentials of whoever runs it. */
import { jsonMember } from "../../../lib/go/json.ts";
import { AwsKeysFault, type CloudDnsService, type CloudZones } from "../../../lib/ports/cloud-zones.ts";
import type { Web } from "../../../lib/ports/web.ts";
import { JailedSockets, OUTSIDE } from "./jailed-sockets.ts";

/** Lets requests go to sockets of the workspace and to those that the user allowed. */
export function jailWeb(base: Web, places: ConstructorParameters<typeof JailedSockets>[0]): Web {
  const sockets = new JailedSockets(places);
  return {
    async ask(request) {
      if (request.socket === undefined) return base.ask(request);
      const socket = sockets.real(request.socket);
      if (socket !== undefined) return base.ask({ ...request, socket });
      const reason = `dial unix ${request.socket}: ${OUTSIDE}`;
      return { kind: "fault", text: `Get "${request.url}": ${reason}`, reason };
    },
  };
}

/**
 * Keeps Amazon's library from the profiles in the home folder of whoever runs the studio, and Google's from credentials that
 * name files and programs.
 */
export function jailCloudZones(base: CloudZones): CloudZones {
  return {
    azure: (access) => base.azure(access),
    cloudDns: (access) => (isPlain(access.credentials) ? base.cloudDns(access) : Promise.resolve(REFUSED)),
    route53(access) {
      if (typeof access.keys === "function") return base.route53(access);
      const text = "in the studio only keys of a profile are used, not other ways to get them";
      return base.route53({ ...access, keys: () => Promise.reject(new AwsKeysFault(text)) });
    },
  };
}

/** Credentials that lead nowhere but to their own place for tokens. */
function isPlain(credentials: unknown): boolean {
  if (credentials === undefined) return true;
  const type = jsonMember(credentials, "type");
  if (type === "impersonated_service_account") return isPlain(jsonMember(credentials, "source_credentials") ?? {});
  return type === "service_account" || type === "authorized_user";
}

const FAILED = {
  ok: false,
  failure: { kind: "credentials", text: "in the studio only accounts of services and users are used" },
} as const;
const REFUSED: CloudDnsService = {
  managedZone: () => Promise.resolve(FAILED),
  recordSets: () => Promise.resolve(FAILED),
};
