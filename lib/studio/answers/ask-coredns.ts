/** A question to the user's own CoreDNS, as an answer of the history. */
import type { AskRequest } from "../../api/ask.ts";
import type { CorednsProgram, CorednsReply } from "../../api/coredns.ts";
import type { Failure } from "../../api/failure.ts";
import { differencesInWords, repliesSideBySide } from "../../behaviour-diff/replies.ts";
import { lineOf } from "../../text/line-of.ts";
import type { StudioApi } from "../api-client.ts";
import type { Answer } from "./answers-slice.ts";
import { replyInWords } from "./reply-words.ts";

/** Asks; gives what the answer ends with. Throws `ApiError` when there is no such program, or the question is none. */
export async function askCorednsFor(
  api: Pick<StudioApi, "askCoredns">,
  request: AskRequest,
): Promise<Pick<Answer, "reply" | "beside" | "failure" | "state">> {
  const asked = await api.askCoredns(request);
  if (asked.kind === "refused") return { state: "failed", failure: refusalOf(asked) };
  return { state: "done", reply: asked.reply, beside: asked.beside };
}

/** The words with which it does not start, and where. */
function refusalOf({ release, problems }: Extract<CorednsReply, { kind: "refused" }>): Failure {
  const [problem] = problems;
  if (problem === undefined) return { error: `CoreDNS ${release} does not start.`, help: "Its log says why." };
  const help = problem.help === undefined ? "" : ` ${problem.help}`;
  return {
    error: `CoreDNS ${release} does not start: ${problem.message}`,
    help: `See ${lineOf(problem.range)}.${help}`,
  };
}

/** "NOERROR, answered by hosts, 1 record, 0.4 ms. CoreDNS 1.15.0 and built-in: the same reply." */
export function besideInWords({ reply, beside }: Pick<Answer, "reply" | "beside">): string {
  if (reply === undefined || beside === undefined) return "";
  const { builtIn, release, because = "it does not serve this text" } = beside;
  const compared =
    builtIn === undefined
      ? `the built-in engine could not be asked: ${because}`
      : differencesInWords(repliesSideBySide(builtIn.received, reply.received));
  return `${replyInWords(reply)}. CoreDNS ${release} and built-in: ${compared}.`;
}

/** The program in the list of engines. */
export function programInWords(program: CorednsProgram | undefined): string {
  if (program === undefined) return "coredns";
  return program.kind === "none" ? "coredns: not found" : `coredns ${program.release}`;
}
