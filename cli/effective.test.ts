/** `effective` as people run it. */
import { describe, expect, it } from "vitest";
import { CommandFolder } from "./_test/launcher.ts";

const folder = new CommandFolder();

const COREFILE = "(common) {\n    errors\n}\n.:1053 {\n    import common\n    import parts/*.conf\n    whoami\n}\n";
const MANIFEST = `kind: ConfigMapList
items:
  - kind: ConfigMap
    metadata: { name: coredns }
    data:
      Corefile: |
        .:1053 {
            whoami
            import custom/*.override
        }
  - kind: ConfigMap
    metadata: { name: coredns-custom }
    data:
      log.override: |
        log
`;

describe("effective", () => {
  it("prints what CoreDNS reads, with where each line comes from", () => {
    folder.layOut({ Corefile: COREFILE, "parts/cache.conf": "cache 30\n" });
    expect(folder.run("effective")).toEqual({
      code: 0,
      out: [
        ".:1053 {      # Corefile:4",
        "    errors    # Corefile:2",
        "    cache 30  # parts/cache.conf:1",
        "    whoami    # Corefile:7",
        "}",
        "",
      ].join("\n"),
      err: "",
    });
    expect(folder.run("effective --plain").out).toBe(".:1053 {\n    errors\n    cache 30\n    whoami\n}\n");
  });

  it("puts coredns-custom in its place", () => {
    folder.layOut({ "coredns.yaml": MANIFEST });
    const { out, err } = folder.run("effective coredns.yaml");
    expect(err).toBe("");
    expect(out).toMatch(/^ {4}whoami +# coredns\.yaml:8$/m);
    expect(out).toMatch(/^ {4}log +# coredns\.yaml:15$/m);
  });

  it("tells errors, and what cannot be read", () => {
    expect(folder.run("effective -", "a {\n")).toMatchObject({ code: 1, out: "" });
    expect(folder.run("effective nowhere")).toMatchObject({ code: 2, out: "" });
    expect(folder.run("effective a b").err).toBe(
      "corefile-studio effective: one Corefile at a time, and b is another; see corefile-studio effective --help\n",
    );
  });
});
