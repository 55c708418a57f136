/** The story of the example that is open, with its questions to try. */
import { ask } from "../../lib/commands/ask.ts";
import { readStory, type StoryQuestion } from "../../lib/studio/answers/story.ts";
import { openExample } from "../../lib/studio/files/workspace-slice.ts";
import { useActions, useRunCommand, useStudio } from "../studio/store-context.tsx";
import { Empty } from "../ui/pane.tsx";
import { Sentence } from "../ui/sentence.tsx";
import styles from "./story-view.module.css";

export function StoryView() {
  const example = useStudio(({ workspace }) => openExample(workspace));
  if (example === undefined) return <Empty>Open an example to read its story.</Empty>;
  const { paragraphs, questions } = readStory(example.story);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.story} aria-label="Story" tabIndex={0}>
      <h3 className={styles.title}>{example.title}</h3>
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>
          <Sentence text={paragraph} />
        </p>
      ))}
      {questions.length > 0 && (
        <ul className={styles.questions} aria-label="Questions to try">
          {questions.map((question) => (
            <TryQuestion key={`${question.name} ${question.type} ${question.clientAddress}`} question={question} />
          ))}
        </ul>
      )}
    </section>
  );
}

function TryQuestion({ question }: { readonly question: StoryQuestion }) {
  const { editQuestion } = useActions();
  const run = useRunCommand();
  const { name, type, clientAddress, times, expected } = question;
  return (
    <li>
      <button
        type="button"
        className={styles.question}
        onClick={() => {
          // The story is of the first listener in the clear, whatever was asked before.
          editQuestion({ name, type, clientAddress, times, transport: "udp", listener: "" });
          run(ask);
        }}
      >
        <code>
          {name} {type}
          {clientAddress !== "" && ` from ${clientAddress}`}
          {times > 1 && ` ×${times}`}
        </code>
        <span className={styles.expected}>
          <Sentence text={expected} />
        </span>
      </button>
    </li>
  );
}
