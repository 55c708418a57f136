/** The choice of what is read: lines that are pasted, or a file. */
import { type ChangeEvent, useId, useState } from "react";
import { useActions } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { inputOfFile, inputOfText } from "./file-input.ts";
import styles from "./log-reader.module.css";

export function ChooseLog() {
  const [text, setText] = useState("");
  const { openTraffic } = useActions();
  const id = useId();
  const choose = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    const [file] = target.files ?? [];
    if (file !== undefined) openTraffic(inputOfFile(file));
  };
  return (
    <form
      className={styles.choose}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") openTraffic(inputOfText(text));
      }}
    >
      <label htmlFor={id}>Lines of a log</label>
      <p id={`${id}-hint`} className={styles.hint}>
        As CoreDNS writes them, or as they come out of kubectl logs, stern, Docker or journald. Errors are shown with
        the line of the Corefile that they are about; queries are asked again here. Nothing but the questions leaves
        this page.
      </p>
      <textarea
        id={id}
        className={styles.text}
        rows={5}
        spellCheck={false}
        aria-describedby={`${id}-hint`}
        placeholder="kubectl -n kube-system logs -l k8s-app=kube-dns --tail=-1"
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <div className={styles.tools}>
        <Button look="primary" type="submit" disabled={text.trim() === ""}>
          Read
        </Button>
        <label className={styles.file}>
          <span>Or a file: a log, dnstap, pcap or pcapng, also with .gz</span>
          <input type="file" onChange={choose} />
        </label>
      </div>
    </form>
  );
}
