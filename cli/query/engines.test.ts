/** `query --engine`, with the user's CoreDNS or what stands for it. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { OWN_RELEASE, writeOwnCoredns } from "../../server/_test/own-coredns.ts";
import { CommandFolder } from "../_test/launcher.ts";
import { readQueryOptions } from "../query-options.ts";

const COREFILE = `example.org {
    hosts {
        192.0.2.1 www.example.org
        192.0.2.2 www.example.org
    }
}
`;
const folder = new CommandFolder();

const program = (served?: string): string => writeOwnCoredns(join(folder.path, "coredns"), served);

describe("query --engine", () => {
  test("coredns gives the reply of the program, and with --why what it tells of itself", () => {
    folder.layOut({ Corefile: COREFILE });
    const { code, out } = folder.run(`query www.example.org --engine coredns --coredns ${program()} --why`);
    expect([code, out]).toEqual([0, expect.stringContaining("www.example.org.  3600  IN  A  192.0.2.1")]);
    expect(out).toContain("CoreDNS tells which plugins ran, not which line decided.");
    expect(out).toMatch(/hosts +answered +Corefile:2:5/);
  });

  test("both prints the same reply of both side by side, and ends with 0", () => {
    folder.layOut({ Corefile: COREFILE });
    const { code, out } = folder.run(`query www.example.org --engine both --coredns ${program()}`);
    expect(out).toMatch(new RegExp(`^ +built-in 1\\.15\\.0 +coredns ${OWN_RELEASE}\\n`));
    expect(out).toMatch(/^ {3}by +hosts +hosts$/m);
    expect([code, out]).toEqual([0, expect.stringContaining(";; the same reply\n")]);
  });

  test("both marks what differs, and ends with 4", () => {
    folder.layOut({ Corefile: COREFILE });
    const other = program("sed -i.before s/192.0.2.2/192.0.2.99/ Corefile");
    const command = `query www.example.org --engine both --coredns ${other}`;
    const { code, out } = folder.run(command);
    expect(out).toMatch(/^≠ {2}answer +www\.example\.org\. 3600 IN A 192\.0\.2\.2$/m);
    expect(out).toMatch(/^≠ {2}answer +www\.example\.org\. 3600 IN A 192\.0\.2\.99$/m);
    expect([code, out]).toEqual([4, expect.stringContaining(";; they differ in answer\n")]);
    const json: unknown = JSON.parse(folder.run(`${command} --json`).out);
    expect(json).toMatchObject({ isSame: false, differences: [{ part: "answer", right: "" }, { left: "" }] });
  });

  test("a program that is missing is told with its path, and how to set one", () => {
    folder.layOut({ Corefile: COREFILE });
    const { code, err } = folder.run("query www.example.org --engine coredns --coredns /nowhere/coredns");
    expect([code, err]).toEqual([
      2,
      "corefile-studio query: --coredns: /nowhere/coredns: no such file or directory\nSet COREDNS_BIN to the path of a coredns program, or put one in the PATH.\n",
    ]);
  });

  test("what it refuses is told at the user's line", () => {
    folder.layOut({ Corefile: "# one\n. {\n    fooo\n}\n" });
    const { code, err } = folder.run(`query x --engine coredns --coredns ${program()}`);
    expect([code, err]).toEqual([
      1,
      `coredns ${OWN_RELEASE} does not start:\nCorefile:3:5: error: Corefile:3 - Error during parsing: Unknown directive 'fooo'\n`,
    ]);
  });

  test.each([
    ["--engine bind", '--engine takes built-in, coredns, both, not "bind"'],
    ["--coredns /x", "--coredns needs --engine coredns or --engine both"],
    ["--engine both --times 3", "--times asks one engine"],
    ["--engine coredns --anyway hosts", "--anyway is for the built-in engine"],
    ["--engine coredns --as pod:x/y", "--as pod: is for the built-in engine"],
    ["--engine both --as 192.0.2.7", "--as takes a loopback address here"],
  ])("%s is refused in words", (options, words) => {
    const read = readQueryOptions(["www.example.org", ...options.split(" ")]);
    expect(read).toEqual({ usageProblem: expect.stringContaining(words) });
  });
});
