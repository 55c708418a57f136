import { describe, expect, it } from "vitest";
import type { ConfigMap } from "./config-map.ts";
import { type FoundConfigMap, mountConfigMaps } from "./mounts.ts";

const place = () => ({ offset: 0, line: 1, column: 1 });

function map(file: string, fullName: string, keys: readonly string[]): FoundConfigMap {
  const [name, namespace] = fullName.split(".");
  const configMap: ConfigMap = {
    name,
    namespace,
    entries: keys.map((key) => ({ key, text: `text of ${key}`, place })),
  };
  return { file, configMap };
}

/** Each mount: the manifest, and what lies where. */
function mounts(...found: readonly FoundConfigMap[]): unknown {
  return mountConfigMaps(found).map(({ file, texts }) => [
    file,
    ...texts.map(({ path, origin }) => `${path} < ${origin?.file ?? "us"}`),
  ]);
}

describe("in the pod", () => {
  it("all keys of the ConfigMap with the Corefile lie beside it", () => {
    expect(mounts(map("a.yaml", "coredns", ["Corefile", "NodeHosts"]))).toEqual([
      ["a.yaml", "/etc/coredns/Corefile < a.yaml", "/etc/coredns/NodeHosts < a.yaml"],
    ]);
  });
  it("the keys of coredns-custom lie in custom", () => {
    expect(mounts(map("a.yaml", "coredns", ["Corefile"]), map("b.yaml", "coredns-custom", ["x.server"]))).toEqual([
      ["a.yaml", "/etc/coredns/Corefile < a.yaml", "/etc/coredns/custom/x.server < b.yaml"],
    ]);
  });
  it("the nearest additions count", () => {
    const found = [
      map("one/a.yaml", "coredns", ["Corefile"]),
      map("two/a.yaml", "coredns", ["Corefile"]),
      map("two/a.yaml", "coredns-custom", ["x.server"]),
      map("one/b.yaml", "coredns-custom", ["y.server"]),
      map("three.yaml", "coredns", ["Corefile"]),
    ];
    expect(mounts(...found)).toEqual([
      ["one/a.yaml", "/etc/coredns/Corefile < one/a.yaml", "/etc/coredns/custom/y.server < one/b.yaml"],
      ["two/a.yaml", "/etc/coredns/Corefile < two/a.yaml", "/etc/coredns/custom/x.server < two/a.yaml"],
      [
        "three.yaml",
        "/etc/coredns/Corefile < three.yaml",
        "/etc/coredns/custom/x.server < two/a.yaml",
        "/etc/coredns/custom/y.server < one/b.yaml",
      ],
    ]);
  });
  it("additions of another namespace do not count", () => {
    const found = [map("a.yaml", "coredns.dns", ["Corefile"]), map("a.yaml", "coredns-custom.other", ["x.server"])];
    expect(mounts(...found)).toEqual([["a.yaml", "/etc/coredns/Corefile < a.yaml"]]);
  });
  it("additions by themselves have a Corefile that imports them", () => {
    const custom = map("a.yaml", "coredns-custom", ["x.server", "y.override"]);
    expect(mounts(custom, map("b.yaml", "other", ["x.conf"]))).toEqual([
      [
        "a.yaml",
        "/etc/coredns/Corefile < us",
        "/etc/coredns/custom/x.server < a.yaml",
        "/etc/coredns/custom/y.override < a.yaml",
      ],
    ]);
    const text = mountConfigMaps([custom])[0]?.texts[0]?.text;
    expect(text).toBe(".:53 {\n    import custom/*.override\n}\nimport custom/*.server\n");
  });
});
