import { describe, expect, it } from "vitest";
import { escapeXml, printable, printableJson, printableLine } from "./printable.ts";

const steering = "a\u001b[2Jb\u0007c\u007fd\u009b31me\u202ef\u2066g\u200fh\ri";

describe("a text that is shown", () => {
  it("has control and bidirectional characters escaped", () => {
    expect(printable(steering)).toBe("a\\x1b[2Jb\\x07c\\x7fd\\x9b31me\\u202ef\\u2066g\\u200fh\\x0di");
  });
  it("keeps line feeds, tabs, and what people write", () => {
    const text = "ä\t日本\n👩‍👩‍👧 עברית\n";
    expect(printable(text)).toBe(text);
  });
  it("stays on its line when it should", () => expect(printableLine("a\nb\tc")).toBe("a\\x0ab\tc"));
  it("as JSON is the same value, and steers nothing", () => {
    const written = printableJson({ steering });
    expect(written).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
    expect(JSON.parse(written)).toEqual({ steering });
  });
  it("as XML is the same text", () => expect(escapeXml("\u009b\u202e")).toBe("&#x9b;&#x202e;"));
});
