import { domainToASCII } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toALabels } from "./a-labels.ts";
import { encodePunycode } from "./punycode.ts";
import { readTypedName } from "./typed-name.ts";

describe("Punycode (the samples of RFC 3492 section 7.1)", () => {
  const samples: Readonly<Record<string, string>> = {
    "ليهمابتكلموشعربي؟": "egbpdaj6bu4bxfgehfvwxn",
    他们为什么不说中文: "ihqwcrb4cv8a8dqg056pqjye",
    Pročprostěnemluvíčesky: "Proprostnemluvesky-uyb24dma41a",
    なぜみんな日本語を話してくれないのか: "n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa",
    почемужеонинеговорятпорусски: "b1abfaaepdrnnbgefbadotcwatmq2g4l",
    TạisaohọkhôngthểchỉnóitiếngViệt: "TisaohkhngthchnitingVit-kjcr8268qyxafd2f1b9g",
    "3年B組金八先生": "3B-ww4c5e180e575a65lsy2b",
    "-> $1.00 <-": "-> $1.00 <--",
  };
  it.each(Object.entries(samples))("%s", (text, encoded) => expect(encodePunycode(text)).toBe(encoded));
});

describe("names in people's letters", () => {
  const names = [
    "münchen.example",
    "MÜNCHEN.example",
    "faß.de",
    "βόλος.com",
    "ΒΌΛΟΣ.com",
    "почта.рф",
    "例え。テスト",
    "straße.例",
    "ı.example",
    "ｗｗｗ.example",
    "xn--mnchen-3ya.example",
    "a\u0308.example",
    "soft\u00adhyphen.exämple",
    "☃.net",
    "नमस्ते.भारत",
  ];
  it.each(names)("%s is what browsers make of it", (name) => expect(toALabels(name)).toBe(domainToASCII(name)));
  it("as browsers have them, whatever the letters", () => {
    const letter = fc.constantFrom(..."aäöüßàéîñçøåæœłčšžőűαβγδωάέжщыйקשאبتمहिनी中文字日本語かなカナ한글ไทย");
    const label = fc.string({ unit: letter, minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 3 }), (labels) => {
        const name = labels.join(".");
        const browsers = domainToASCII(name);
        if (browsers !== "") expect(toALabels(name)).toBe(browsers);
      }),
    );
  });
  it.each(["\u0301a.example", "a\u0085.example", "\u00ad.example"])("%j is none", (name) =>
    expect(toALabels(name)).toBeUndefined(),
  );
});

describe("a name as it is typed", () => {
  const asked: Readonly<Record<string, string>> = {
    "www.example.org": "www.example.org.",
    "  www.example.org \t": "www.example.org.",
    "www.example.org.": "www.example.org.",
    ".": ".",
    "münchen.example": "xn--mnchen-3ya.example.",
    "192.0.2.10": "192.0.2.10.",
    "0/25.2.0.192.in-addr.arpa": "0/25.2.0.192.in-addr.arpa.",
    "_sip._udp.example.org": "_sip._udp.example.org.",
    "a\\032b.example": "a\\ b.example.",
    "host\\:53": "host:53.",
    "m\\195\\188nchen.example": "m\\195\\188nchen.example.",
  };
  it.each(Object.entries(asked))("%j is asked as %s", (typed, name) => expect(readTypedName(typed, "A")).toBe(name));

  const told: Readonly<Record<string, readonly [error: string, meant?: object]>> = {
    "": ["the name to ask for is missing"],
    "http://x/": ['"http://x/" is a URL, not a name', { name: "x" }],
    "https://user@www.example.org:8443/path?q": [
      '"https://user@www.example.org:8443/path?q" is a URL, not a name',
      { name: "www.example.org" },
    ],
    "http://192.0.2.10/": [
      '"http://192.0.2.10/" is a URL, not a name',
      { name: "10.2.0.192.in-addr.arpa.", type: "PTR" },
    ],
    "file:///etc/hosts": ['"file:///etc/hosts" is a URL, not a name'],
    "name:53": ['"name:53" is a name with a port', { name: "name" }],
    "two words": ['"two words" has a space in it, and names have none', { name: "two", type: "WORDS" }],
    "one two three": ['"one two three" has a space in it, and names have none'],
    "example.org mx": ['"example.org mx" has a space in it, and names have none', { name: "example.org", type: "MX" }],
    "2001:db8::1": [
      '"2001:db8::1" is an address, not a name',
      { name: "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.", type: "PTR" },
    ],
    "[2001:db8::1]:53": ['"[2001:db8::1]:53" is an address, not a name', expect.objectContaining({ type: "PTR" })],
    "192.0.2.10:53": ['"192.0.2.10:53" is an address, not a name', { name: "10.2.0.192.in-addr.arpa.", type: "PTR" }],
    "a..b": ['"a..b" has an empty label: a dot at the start, or two in a row'],
    ".example.org": ['".example.org" has an empty label: a dot at the start, or two in a row'],
    [`${"a".repeat(64)}.example`]: [`the label "${"a".repeat(20)}…" has 64 octets`],
    [`${"a.".repeat(130)}`]: ["the name has more than 255 octets"],
    "bad\u0085.exämple": ['"bad\u0085.exämple" has a character that no name can have'],
  };
  it.each(Object.entries(told))("%j is told apart", (typed, [error, meant]) => {
    const read = readTypedName(typed, "A");
    expect(read).toMatchObject({ error, help: expect.stringMatching(/\.$|\\\.$|\\:\.$/) });
    expect(typeof read === "object" ? read.meant : undefined).toEqual(meant);
  });
  it("an address with PTR offers its reverse name", () => {
    const meant = { name: "10.2.0.192.in-addr.arpa.", type: "PTR" };
    expect(readTypedName("192.0.2.10", "ptr")).toMatchObject({ meant });
    expect(readTypedName("192.0.2.10.", "PTR")).toBe("192.0.2.10.");
  });
});

it("a name of 255 characters has an octet too many, with the length of its first label and its end", () => {
  const label = "a".repeat(63);
  const name = [label, label, label, "a".repeat(61)].join(".");
  expect(readTypedName(name, "A")).toBe(`${name}.`);
  expect(readTypedName(`${name}a`, "A")).toEqual({
    error: `"${name}a" is no domain name`,
    help: "A label has at most 63 octets, a name at most 255 (RFC 1035 section 2.3.4).",
  });
  expect(readTypedName(`${name}aa`, "A")).toMatchObject({ error: "the name has more than 255 octets" });
});
