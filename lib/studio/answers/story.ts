/** The story of an example: prose, and questions to try with what they show. */

export interface StoryQuestion {
  readonly name: string;
  readonly type: string;
  /** The client that it counts as coming from; empty for this machine. */
  readonly clientAddress: string;
  /** How often it is to be asked, for what chance decides. */
  readonly times: number;
  /** What to expect, in words. */
  readonly expected: string;
}

export interface Story {
  readonly paragraphs: readonly string[];
  readonly questions: readonly StoryQuestion[];
}

/** A line such as "- `www.example.org AAAA from 192.0.2.1`: no data", or "- `www.example.org A ×25`: now this, now that". */
const QUESTION = /^- `(\S+) (\S+?)(?: from (\S+?))?(?: ×(\d+))?`: (.+)$/;

/** Reads the text of an example's README below its title. */
export function readStory(text: string): Story {
  const [prose = "", list = ""] = text.split(/^## Questions$/m);
  const paragraphs = prose
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, " ").trim())
    .filter((paragraph) => paragraph !== "");
  const questions = list.split("\n").flatMap((line) => {
    const [, name, type, clientAddress = "", times = "1", expected = ""] = QUESTION.exec(line.trim()) ?? [];
    return name === undefined || type === undefined
      ? []
      : [{ name, type, clientAddress, times: Number(times), expected }];
  });
  return { paragraphs, questions };
}
