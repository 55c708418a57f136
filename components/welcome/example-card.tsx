/** An example as a card that opens it. */
import { readStory } from "../../lib/studio/answers/story.ts";
import type { Example } from "../../lib/studio/files/workspace-slice.ts";
import { Sentence } from "../ui/sentence.tsx";
import { useOpenExample } from "./use-open-example.ts";
import styles from "./welcome.module.css";

export function ExampleCard({ example, onOpen }: { readonly example: Example; readonly onOpen?: () => void }) {
  const open = useOpenExample();
  const { paragraphs, questions } = readStory(example.story);
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.card}
        onClick={() => {
          onOpen?.();
          void open(example.name);
        }}
      >
        <strong>{example.title}</strong>
        <span className={styles.story}>
          <Sentence text={paragraphs[0] ?? ""} />
        </span>
        {questions.length > 0 && (
          <span className={styles.questions}>
            {questions.length} {questions.length === 1 ? "question" : "questions"} to try
          </span>
        )}
      </button>
    </li>
  );
}
