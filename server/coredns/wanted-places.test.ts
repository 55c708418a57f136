import { expect, test } from "vitest";
import type { Listener } from "../../lib/api/engine.ts";
import { withWantedPlaces } from "./wanted-places.ts";

const LISTENERS: readonly Listener[] = [
  {
    ...{ label: "dns://:53", kind: "dns", serves: ["."] },
    ...{ wanted: { address: "", port: 53 }, bound: { address: "127.0.0.1", port: 40_053 } },
  },
  {
    ...{ label: "dns://198.51.100.7:53", kind: "dns", serves: ["."] },
    ...{ wanted: { address: "198.51.100.7", port: 53 }, bound: { address: "127.77.0.1", port: 40_053 } },
  },
  {
    ...{ label: "tls://:853", kind: "tls", serves: ["example.org."] },
    ...{ wanted: { address: "", port: 853 }, bound: { address: "127.0.0.1", port: 40_853 } },
  },
];

const texts: Readonly<Record<string, string>> = {
  "cannot serve dns://example.org.:40053 on 127.0.0.1 - it is already defined":
    "cannot serve dns://example.org.:53 - it is already defined",
  "cannot serve dns://example.org.:40053 on 127.77.0.1 - it is already defined":
    "cannot serve dns://example.org.:53 on 198.51.100.7 - it is already defined",
  "conflicting TLS configuration for shared listener tls://127.0.0.1:40853 between":
    "conflicting TLS configuration for shared listener tls://:853 between",
  'only plain DNS; "tls://.:40853" uses transport "tls"': 'only plain DNS; "tls://.:853" uses transport "tls"',
  "listen tcp 127.77.0.1:40053: bind: address already in use":
    "listen tcp 198.51.100.7:53: bind: address already in use",
  "reading http://127.0.0.1:9000/x, and dns://.:40054": "reading http://127.0.0.1:9000/x, and dns://.:40054",
};
test.each(Object.entries(texts))("%s", (text, wanted) => expect(withWantedPlaces(text, LISTENERS)).toBe(wanted));
