import { describe, expect, it } from "vitest";
import { readRegex, regexSamples } from "./regex-samples.ts";

describe("samples of regular expressions", () => {
  it.each([
    ["(.*)\\.apps\\.example\\.$", "a.apps.example."],
    ["^(?P<app>[a-z0-9-]+)\\.(?:eu|us)\\.example\\.org\\.$", "a.eu.example.org."],
    ["^ip-(?P<a>\\d+)-(\\d{1,3})[.]example[.]", "ip-1-1.example."],
    ["(?i)^WWW\\.", "WWW."],
    ["^[^.]+\\.example\\.$", "a.example."],
    ["^a{3}(b|c)?$", "aaab"],
    ["^[[:alpha:]][[:digit:]]\\.x$", "a1.x"],
    ["^\\Qa.b\\E$", "a.b"],
    ["", ""],
  ])("%s has %s", (source, sample) => {
    const regex = readRegex(source);
    expect(regex === undefined ? undefined : regexSamples(regex, 20)).toContain(sample);
  });

  it("are given for each alternative", () => {
    const regex = readRegex("^(a|b|c)\\.example\\.$");
    expect(regex === undefined ? [] : regexSamples(regex, 3)).toEqual(["a.example.", "b.example.", "c.example."]);
  });

  it.each(["^a\\bb$", "^[^\\x00-\\x{10FFFF}]$", "^\\pL$", "a$b"])("%s has none that does not match", (source) => {
    const regex = readRegex(source);
    const samples = regex === undefined ? [] : regexSamples(regex, 5);
    expect(samples.filter((text) => regex?.pattern.matcher(text).find() !== true)).toEqual([]);
  });

  it("end at a length that names have", () => {
    const regex = readRegex("^(a{60}){1000}$".replace("{1000}", "{10}"));
    expect(regex === undefined ? [] : regexSamples(regex, 5)).toEqual([]);
  });
});
