import { describe, expect, it } from "vitest";
import {
  baseOf,
  isDirty,
  isInConflict,
  laidOver,
  type OpenFile,
  withDisk,
  withoutDisk,
  withText,
} from "./open-file.ts";

const clean: OpenFile = { path: "Corefile", text: "a", savedText: "a", revision: "ra" };
const disk = (text: string) => ({ text, revision: `r${text}` });

describe("a file in a tab", () => {
  it("a clean text follows the disk", () => {
    expect(withDisk(clean, disk("b"))).toEqual({ path: "Corefile", text: "b", savedText: "b", revision: "rb" });
  });

  it("an edited one stays, and is in conflict until the disk is what it started from", () => {
    const edited = withDisk(withText(clean, "mine"), disk("b"));
    expect([edited.text, baseOf(edited), isInConflict(edited)]).toEqual(["mine", "ra", true]);
    expect(isInConflict(withDisk(edited, disk("a")))).toBe(false);
  });

  it("two that come to the same text have nothing to decide", () => {
    expect(isDirty(withDisk(withText(clean, "b"), disk("b")))).toBe(false);
  });

  it("the text of a file that is gone stays, and follows again when it is made again", () => {
    const gone = withoutDisk(clean);
    expect([gone.text, isDirty(gone), isInConflict(gone)]).toEqual(["a", true, false]);
    expect(withDisk(gone, disk("b"))).toMatchObject({ text: "b", revision: "rb" });
  });

  it("what was typed after it was gone is in conflict when it is made again with another text", () => {
    const edited = withText(withoutDisk(clean), "mine");
    expect(isInConflict(withDisk(edited, disk("b")))).toBe(true);
    expect(isInConflict(withDisk(edited, disk("a")))).toBe(false);
  });

  it("a kept text is in conflict when the disk is not what it was made from", () => {
    const kept = { text: "mine", base: "ra" };
    expect(isInConflict(laidOver("Corefile", { path: "Corefile", ...disk("b") }, kept))).toBe(true);
    expect(isInConflict(laidOver("Corefile", { path: "Corefile", ...disk("a") }, kept))).toBe(false);
    expect(laidOver("Corefile", undefined, kept)).toMatchObject({ text: "mine", revision: null });
  });
});
