import { expect, it } from "vitest";
import { looksLikeManifest } from "./looks-like-manifest.ts";

const looks: Readonly<Record<string, readonly [text: string, is: boolean]>> = {
  "a ConfigMap": ["apiVersion: v1\nkind: ConfigMap\n", true],
  "a list as JSON": ['{\n  "apiVersion": "v1",\n  "kind": "List"', true],
  "JSON on one line": ['{"kind":"ConfigMap"}', true],
  "a list after other fields on one line": ['{"apiVersion":"v1", "items":[],"kind" : "List"}', true],
  "a Corefile": [".:53 {\n  errors\n}\n", false],
  "another manifest": ["kind: Service\n", false],
};
it.each(Object.entries(looks))("%s may look like a manifest with a ConfigMap", (_, [text, is]) => {
  expect(looksLikeManifest(text)).toBe(is);
});
