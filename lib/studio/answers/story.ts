/** The story of an example: prose, and questions to try with what they show. */

export interface StoryQuestion {
  readonly name: string;
  readonly type: string;
  /** The client that it counts as coming from; empty for this machine. */
  readonly clientAddress: string;
  /** What to expect, in words. */
  readonly expected: string;
}

export interface Story {
  readonly paragraphs: readonly string[];
  readonly questions: readonly StoryQuestion[];
}

/** A line such as "- `www.example.org AAAA from 192.0.2.1`: no data". */
const QUESTION = /^- `(\S+) (\S+?)(?: from (\S+?))?`: (.+)$/;

/** Reads the text of an example's README below its title. */
export function readStory(text: string): Story {
  const [prose = "", list = ""] = text.split(/^## Questions$/m);
  const paragraphs = prose
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, " ").trim())
    .filter((paragraph) => paragraph !== "");
  const questions = list.split("\n").flatMap((line) => {
    const [, name, type, clientAddress = "", expected = ""] = QUESTION.exec(line.trim()) ?? [];
    return name === undefined || type === undefined ? [] : [{ name, type, clientAddress, expected }];
  });
  return { paragraphs, questions };
}
