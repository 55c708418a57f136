/** `127.0.0.1:53 {`: keys are zones, the address to listen on is told by bind. */
import { readZoneAddress, splitScheme } from "../../../corefile/zone-address.ts";
import { parseIp } from "../../../go/net.ts";
import { defineRule } from "../../rule.ts";

export const addressAsKey = defineRule({
  code: "CF1032",
  name: "address-as-key",
  severity: "warning",
  sentence: "The key of a server block is an address or a number.",
  why: "A key is ZONE[:PORT]. Use bind in the block for the addresses to listen on; a port follows a zone and a colon: `.:5353`.",
  example: {
    bad: "127.0.0.1:5353 {\n    whoami\n}\n",
    good: ".:5353 {\n    bind 127.0.0.1\n    whoami\n}\n",
  },
  *check({ blocks }) {
    for (const { source } of blocks) {
      for (const key of source.keys) {
        const { rest } = splitScheme(key.text);
        if (!/^[\d:[]/.test(rest)) continue;
        const read = readZoneAddress(rest);
        const [zone = ""] = "zones" in read ? read.zones : [];
        const bare = zone.replace(/^\[|\]$/g, "");
        if (/^\d+\.?$/.test(zone)) {
          yield {
            at: key.range,
            message: `This serves only names that end in "${zone}"; a port needs a zone and a colon before it.`,
          };
        } else if (parseIp(bare) !== undefined) {
          yield {
            at: key.range,
            message: `This serves only names that end in "${zone}"; it does not listen on that address.`,
          };
        }
      }
    }
  },
});
