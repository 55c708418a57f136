/** A sentence of ours, in which words of a configuration look like code. */
import { splitCode } from "../../lib/studio/code-words.ts";
import { keyed } from "../../lib/studio/keyed.ts";

export function Sentence({ text }: { readonly text: string }) {
  return (
    <>
      {keyed(splitCode(text), (stretch) => stretch.text).map(({ key, item }) =>
        item.isCode ? <code key={key}>{item.text}</code> : item.text,
      )}
    </>
  );
}
