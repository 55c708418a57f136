/** Where to start, as long as nothing was asked: some examples, a Corefile of one's own, the tour. */
import { BookOpen, ClipboardPaste, Download, Footprints, LayoutGrid } from "lucide-react";
import { importManifest } from "../../lib/commands/import-manifest.ts";
import { openGallery, openManual, pasteCorefile, takeTour } from "../../lib/commands/learn.ts";
import { useActions, useRunCommand, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { ExampleCard } from "./example-card.tsx";
import { FIRST_EXAMPLES } from "./first-examples.ts";
import styles from "./welcome.module.css";

export function Welcome() {
  const examples = useStudio(({ workspace }) => workspace.examples);
  const { hideWelcome } = useActions();
  const run = useRunCommand();
  const first = FIRST_EXAMPLES.flatMap((name) => examples.find((example) => example.name === name) ?? []);
  return (
    <section className={styles.welcome} aria-label="Where to start">
      <p className={styles.lead}>
        Ask a question to see which plugin answers, and every step on the way there. Or start here:
      </p>
      <div className={styles.starts}>
        <Button icon={<Footprints size={15} aria-hidden />} onClick={() => run(takeTour)}>
          Five-minute tour
        </Button>
        <Button icon={<ClipboardPaste size={15} aria-hidden />} onClick={() => run(pasteCorefile)}>
          Paste a Corefile
        </Button>
        <Button icon={<Download size={15} aria-hidden />} onClick={() => run(importManifest)}>
          Import from Kubernetes
        </Button>
      </div>
      <ul className={styles.cards} aria-label="Some examples">
        {first.map((example) => (
          <ExampleCard key={example.name} example={example} />
        ))}
      </ul>
      <div className={styles.starts}>
        <Button look="quiet" icon={<LayoutGrid size={15} aria-hidden />} onClick={() => run(openGallery)}>
          All {examples.length} examples
        </Button>
        <Button look="quiet" icon={<BookOpen size={15} aria-hidden />} onClick={() => run(openManual)}>
          Manual of the plugins
        </Button>
        <Button look="quiet" onClick={hideWelcome}>
          Hide this
        </Button>
      </div>
    </section>
  );
}
