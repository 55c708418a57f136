import { expect, test } from "vitest";
import { includePath } from "./path.ts";

test.each([
  ["/etc/coredns/db.example.org", "hosts.inc", "/etc/coredns/hosts.inc"],
  ["/etc/coredns/db.example.org", "../zones/hosts.inc", "/etc/zones/hosts.inc"],
  ["/etc/coredns/db.example.org", "/srv/hosts.inc", "/srv/hosts.inc"],
  ["db.example.org", "hosts.inc", "hosts.inc"],
  ["zones/db.example.org", "./hosts.inc", "zones/hosts.inc"],
])("what %s includes as %s is %s", (file, path, expected) => expect(includePath(file, path)).toBe(expected));
