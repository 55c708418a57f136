/** Commands for an earlier release, as a stranger runs them. */
import { describe, expect, it } from "vitest";
import { CommandFolder } from "./_test/launcher.ts";

const folder = new CommandFolder();
const COREFILE = [
  "example.org:53 {",
  "    cache",
  "    acl {",
  "        block net 127.0.0.0/8",
  "    }",
  "    whoami",
  "}",
  "",
].join("\n");
const SAID =
  ";; Directives, options, schemes and the order of the chain are those of CoreDNS 1.14.6. What a plugin does with a question is what 1.15.0 does.";

describe("a release", () => {
  it("decides in which order query's chain runs, and is told with the reply", () => {
    folder.layOut({ Corefile: COREFILE });
    const stepsOf = (out: string): string | undefined =>
      /^DOWN\n(.*?)\n\n/ms
        .exec(out)?.[1]
        ?.replace(/^ {2}(\w+) .*$/gm, "$1")
        .replace(/\n .*$/gm, "");
    const later = folder.run("query www.example.org --why --release 1.14.6");
    expect(later.out.split("\n")[0]).toBe(SAID);
    expect(stepsOf(later.out)).toBe("cache\nacl");
    expect(stepsOf(folder.run("query www.example.org --why --release 1.14.1").out)).toBe("acl");
    expect(folder.run("query www.example.org").out).not.toContain("Directives, options");
  });

  it("is what studio.yaml beside the Corefile says, for check, query and diagram; what is wrong there is told", () => {
    const multisocket = ".:53 {\n    multisocket\n    whoami\n}\n";
    folder.layOut({ "dns/Corefile": multisocket, "dns/studio.yaml": "release: 1.11.3\n" });
    const refused = "Corefile:2 - Error during parsing: Unknown directive 'multisocket'";
    expect(folder.run("check dns/Corefile")).toMatchObject({ code: 1, out: expect.stringContaining(refused) });
    expect(folder.run("query -conf dns www.example.org")).toMatchObject({
      code: 1,
      err: expect.stringContaining(`${refused}\n    multisocket came with CoreDNS 1.12.0; this folder is for 1.11.3.`),
    });
    folder.layOut({ "dns/Corefile": COREFILE, "dns/studio.yaml": "release: 1.14.6\n" });
    const order = (out: string): number => out.indexOf('"cache"') - out.indexOf('"acl"');
    expect(order(folder.run("diagram dns").out)).toBeLessThan(0);
    expect(order(folder.run("diagram dns --release 1.15.0").out)).toBeGreaterThan(0);
    folder.layOut({ "dns/studio.yaml": "release: latest\n" });
    expect(folder.run("check dns/Corefile")).toEqual({
      code: 0,
      out: expect.any(String),
      err: 'corefile-studio check: dns/studio.yaml:1:10: "latest" is not a release of CoreDNS; write one such as 1.11.3. 1.15.0 is used.\n',
    });
  });
});
