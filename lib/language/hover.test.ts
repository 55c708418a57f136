import { describe, expect, it } from "vitest";
import { marked, textAt } from "./_test/workspace.ts";
import { getHover } from "./hover.ts";

type Files = Readonly<Record<string, string>>;

const hover = (text: string, others: Files = {}) => {
  const { workspace, place } = marked(text, others);
  const found = getHover(workspace, place);
  return found === undefined ? undefined : { word: textAt(workspace, found.range), markdown: found.markdown };
};

describe("what a word means", () => {
  const cases: Readonly<Record<string, [string, string, readonly string[]]>> = {
    "a directive: syntax, meaning, release, place in the chain, manual": [
      ". {\n log\n ca|che 30\n forward . 192.0.2.1\n}",
      "cache",
      [
        "cache [TTL] [ZONES...] { … }",
        "Keeps replies.",
        "Since CoreDNS 1.0.0.",
        "Runs as 2nd of 3 here: after log, before forward.",
        "- `success CAPACITY`: Answers.",
        "https://coredns.io/plugins/cache/",
      ],
    ],
    "a directive outside of the chain": [". {\n ro|ot a\n}", "root", ["Not in the path of queries."]],
    "the only one of a chain": [". {\n lo|g\n}", "log", ["The only plugin of this server block that queries pass."]],
    "those of imports count": [
      "(s) {\n log\n}\n. {\n import s\n ca|che\n}",
      "cache",
      ["Runs as 2nd of 2 here: after log."],
    ],
    "a directive in a snippet": [
      "(s) {\n lo|g\n}",
      "log",
      ["Place 1 of 7 in the order of all plugins, wherever it is imported."],
    ],
    "a directive that nobody knows": [". {\n fo|oo\n}", "fooo", ["CoreDNS has no plugin of this name."]],
    "a property": [
      ". {\n forward . 192.0.2.1 {\n  force|_tcp\n }\n}",
      "force_tcp",
      ["Over TCP.", "Since CoreDNS 1.2.0.", "Property of forward."],
    ],
    "a property that nobody knows": [". {\n cache {\n  fo|o\n }\n}", "foo", ["cache has no property of this name."]],
    "a free line": [". {\n hosts {\n  192.0|.2.1 a\n }\n}", "192.0.2.1", ["ADDRESS HOST...", "A line of hosts."]],
    "an argument": [". {\n cache 3|0\n}", "30", ["`TTL`: At most.", "Expects a whole number of seconds."]],
    "the word of a form": [". {\n rewrite na|me a b\n}", "name", ["Expects one of name, type."]],
    "a file that is there": [". {\n file d|b\n}", "db", ["The file `db` of this workspace."]],
    "a file that is not": [". {\n file x|b\n}", "xb", ["Not a file of this workspace."]],
    "a key: zone, transport and port": [
      "exam|ple.org {\n}",
      "example.org",
      ["- zone `example.org.`, DNS over UDP and TCP, port 53"],
    ],
    "a key with all of it": [
      "tls://Example.org|:5 {\n}",
      "tls://Example.org:5",
      ["- zone `example.org.`, DNS over TLS, port 5"],
    ],
    "a network as key": ["192.0.2.0/2|4 {\n}", "192.0.2.0/24", ["- zone `2.0.192.in-addr.arpa.`"]],
    "a key with a comma": ["a|, b {\n}", "a,", ["- zone `a.`"]],
    "a key that is none": ["a|: {\n}", "a:", ["error inspecting server blocks: expecting data after last colon"]],
    "a snippet": ["(s|) {\n}\n. {\n import s\n}", "(s)", ["It is imported once."]],
    "import itself": [". {\n im|port s\n}", "import", ["import SNIPPET|FILE|PATTERN"]],
    "what an import stands for: a snippet": [
      "(s) {\n log\n}\n. {\n import s|\n}",
      "s",
      ["Snippet `s` of `Corefile`:", "(s) {\n log\n}"],
    ],
    "what an import stands for: a file": [". {\n import d|b\n}", "db", ["File `db`:", "db text"]],
    "what an import stands for: files": [
      ". {\n import conf/|*\n}",
      "conf/*",
      ["2 files, in this order:", "- `conf/a`\n- `conf/b`"],
    ],
    "an import of nothing": [". {\n import x|y\n}", "xy", ["No snippet or file of this workspace is called `xy`."]],
    "a variable": [".:{$PO|RT} {\n}", "{$PORT}", ["Environment variable `PORT`: `1053`"]],
    "a variable that sounds like a secret": [
      ". {\n log {%API_|TOKEN%}\n}",
      "{%API_TOKEN%}",
      ["hidden, because its name suggests a secret"],
    ],
    "a variable that is not set": [". {\n log {$NO|NE}\n}", "{$NONE}", ["not set: empty"]],
  };
  const files = { db: "db text", "conf/b": "log", "conf/a": "log" };
  it.each(Object.entries(cases))("%s", (_, [text, word, parts]) => {
    const found = hover(text, files);
    expect(found?.word).toBe(word);
    for (const part of parts) expect(found?.markdown).toContain(part);
  });

  const nothing: Readonly<Record<string, string>> = {
    "a comment": ". {\n # cac|he\n}",
    "a brace": ". {|\n}",
    "blank space": ". {\n  |  log\n}",
    "a word that its line has no place for": ". {\n root a b|b\n}",
    "a word in the block of what nobody knows": ". {\n fooo {\n  b|ar\n }\n}",
  };
  it.each(Object.entries(nothing))("nothing for %s", (_, text) => expect(hover(text)).toBeUndefined());
});
