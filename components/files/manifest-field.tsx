/** A manifest that is typed, pasted or chosen from files. */
import { type ChangeEvent, useId } from "react";
import styles from "./import-dialog.module.css";

export function ManifestField({
  text,
  onChange,
}: {
  readonly text: string;
  readonly onChange: (text: string) => void;
}) {
  const id = useId();
  const readFile = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const texts = await Promise.all([...(target.files ?? [])].map((file) => file.text()));
    onChange(texts.join("\n---\n"));
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>Manifest</label>
      <p id={`${id}-hint`} className={styles.note}>
        YAML or JSON with the ConfigMap, a HelmChartConfig, Helm values or the EKS add-on's configuration; for instance
        from <code>kubectl -n kube-system get configmap coredns coredns-custom -o yaml</code>
      </p>
      <textarea
        id={id}
        className={styles.text}
        rows={8}
        spellCheck={false}
        aria-describedby={`${id}-hint`}
        value={text}
        onChange={({ target }) => onChange(target.value)}
        // biome-ignore lint/a11y/noAutofocus: the dialog was opened to fill in this field.
        autoFocus
      />
      <label className={styles.file}>
        <span>Or from files</span>
        <input type="file" multiple accept=".yaml,.yml,.json" onChange={(event) => void readFile(event)} />
      </label>
    </div>
  );
}
