/** Which of the recent questions a line of the configuration took part in. */
import { traceOf } from "../../explanation/trace.ts";
import { endInWords } from "./answer-words.ts";
import { type Answer, explanationOf } from "./answers-slice.ts";

/** At most this many questions are told. */
const MAX_TOLD = 6;

/** A line of a file, however the explanation spells the file's name. */
export interface LinePlace {
  readonly line: number;
  isFile(file: string): boolean;
}

/** One sentence per question, the newest first: "`www.example.org. A`: answered by this line, NOERROR". */
export function queriesOfLine(answers: readonly Answer[], { line, isFile }: LinePlace): readonly string[] {
  const sentences = answers.flatMap((answer) => {
    const explanation = explanationOf(answer);
    if (explanation === undefined) return [];
    const { down, decider } = traceOf(explanation);
    const row = down.find(({ step }) =>
      [step.at, step.rule].some((at) => at !== undefined && at.start.line === line && isFile(at.file)),
    );
    if (row === undefined) return [];
    const question = `\`${explanation.question.name} ${explanation.question.type}\``;
    const end = endInWords(answer);
    const verdict = row.step.verdict;
    return [
      row.index === decider?.index
        ? `${question}: **decided here** (${verdict}), ${end}`
        : `${question}: ${verdict}, ${end}`,
    ];
  });
  return sentences.slice(0, MAX_TOLD);
}
