import { describe, expect, it } from "vitest";
import { readStory } from "./story.ts";

describe("an example's story", () => {
  it("is prose and questions", () => {
    const text =
      "One line\nand another.\n\nA second paragraph.\n\n## Questions\n\n- `www.example.org A`: an address\n- `x.example.org TXT from 192.0.2.1`: refused: by acl\n- `r.example.org A ×25`: now this, now that\n- not a question\n";
    expect(readStory(text)).toEqual({
      paragraphs: ["One line and another.", "A second paragraph."],
      questions: [
        { name: "www.example.org", type: "A", clientAddress: "", times: 1, expected: "an address" },
        { name: "x.example.org", type: "TXT", clientAddress: "192.0.2.1", times: 1, expected: "refused: by acl" },
        { name: "r.example.org", type: "A", clientAddress: "", times: 25, expected: "now this, now that" },
      ],
    });
  });
  it("may have no questions", () =>
    expect(readStory("Only prose.")).toEqual({ paragraphs: ["Only prose."], questions: [] }));
});
