/** HTTP services and clouds as an engine in the studio asks them: without the sockets and the credentials of whoever runs it. */
import { AwsKeysFault, type CloudZones } from "../../../lib/ports/cloud-zones.ts";
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

/** Keeps Amazon's library from the profiles in the home folder of whoever runs the studio. */
export function jailCloudZones(base: CloudZones): CloudZones {
  return {
    azure: (access) => base.azure(access),
    route53(access) {
      if (typeof access.keys === "function") return base.route53(access);
      const text = "in the studio only keys of a profile are used, not other ways to get them";
      return base.route53({ ...access, keys: () => Promise.reject(new AwsKeysFault(text)) });
    },
  };
}
