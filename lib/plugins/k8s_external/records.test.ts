/** Records for load balancers that have a name and no address. */
import { describe, expect, test } from "vitest";
import { lines, query, reply } from "../../chain/_test/messages.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import { backendService } from "../../plugin-kit/backend.ts";
import { run } from "../../plugin-kit/steps.ts";
import { addressesOf, type LookUp, serversOf } from "./records.ts";

describe("a load balancer that has only a name", () => {
  const balancer = (port: number) =>
    backendService({
      host: "lb.example.net",
      port,
      ttlSeconds: 7,
      owner: query("web.shop.example.org. A").originalName,
    });
  const looked: string[] = [];
  const lookUp: LookUp = (_query, { name, type }) => {
    looked.push(`${name} ${type}`);
    if (type === RRType.A) return undefined;
    return reply(query("lb.example.net. A").request, {
      truncated: true,
      answer: ["lb.example.net. 60 IN AAAA 2001:db8::9"],
    });
  };
  const making = (type: string) => ({
    query: query(`web.shop.example.org. ${type}`),
    why: undefined,
    ttlSeconds: 5,
    lookUp,
  });

  test("is an alias for each port, and what this server has for it", async () => {
    const made = await run(addressesOf([balancer(80), balancer(443)], making("AAAA")));
    const alias = "web.shop.example.org. 7 IN CNAME lb.example.net.";
    const address = "lb.example.net. 60 IN AAAA 2001:db8::9";
    expect([lines(made.answer), made.truncated]).toEqual([[alias, address, alias, address], true]);
  });
  test("is looked up once for SRV, for both families", async () => {
    looked.length = 0;
    const made = await run(serversOf([balancer(80), balancer(443), balancer(80)], making("SRV")));
    expect(lines(made.answer)).toEqual([
      "web.shop.example.org. 7 IN SRV 0 33 80 lb.example.net.",
      "web.shop.example.org. 7 IN SRV 0 33 443 lb.example.net.",
    ]);
    expect(looked).toEqual(["lb.example.net. 1", "lb.example.net. 28"]);
    expect(lines(made.additional)).toEqual(["lb.example.net. 60 IN AAAA 2001:db8::9"]);
  });
});
