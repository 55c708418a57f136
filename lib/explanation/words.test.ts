import { expect, test } from "vitest";
import { briefText, defineWords, sentenceText } from "./words.ts";

const words = defineWords({
  entry: { sentence: "{qname} is in {source}; addresses: {count}", brief: "found in {place}" },
  again: "{qname}, and again {qname}",
  nothing: "nothing to do",
  open: "an open {brace",
});

test("a sentence has its facts in place of the braces", () => {
  const sentence = words.entry({ qname: "www.example.org.", source: "hosts", count: 2 });
  expect(sentence).toMatchObject({ code: "entry", facts: { qname: "www.example.org.", source: "hosts", count: 2 } });
  expect(sentenceText(sentence)).toBe("www.example.org. is in hosts; addresses: 2");
  expect(sentenceText(words.again({ qname: "a." }))).toBe("a., and again a.");
  expect(sentenceText(words.nothing())).toBe("nothing to do");
  expect(sentenceText(words.open())).toBe("an open {brace");
});

test("its part of the way names the line that decided, where it has a part", () => {
  const sentence = words.entry({ qname: "www.example.org.", source: "hosts", count: 2 });
  expect(briefText(sentence, "hosts:3")).toBe("found in hosts:3");
  expect(briefText(words.nothing(), "hosts:3")).toBeUndefined();
});

test("the compiler holds the facts against the braces", () => {
  // @ts-expect-error: `count` is missing
  words.entry({ qname: "www.example.org.", source: "hosts" });
  // @ts-expect-error: no brace has `name`
  words.again({ qname: "www.example.org.", name: "www" });
  // @ts-expect-error: the place is not the plugin's to give
  words.entry({ qname: "www.example.org.", source: "hosts", count: 2, place: "hosts:3" });
  // @ts-expect-error: this sentence takes no facts
  words.nothing({ qname: "www.example.org." });
  // @ts-expect-error: there is no such code
  expect(words.other).toBeUndefined();
});
