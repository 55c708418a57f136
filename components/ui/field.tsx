/** Form fields with their label above them. */
import { type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes, useId } from "react";
import { classNames } from "./class-names.ts";
import styles from "./field.module.css";

interface Labelled {
  readonly label: string;
  readonly className?: string | undefined;
}

type TextFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, "id"> &
  Labelled & {
    /** What is wrong with the text; read out and shown below. */
    readonly problem?: string | undefined;
    readonly isMono?: boolean;
    readonly ref?: Ref<HTMLInputElement>;
  };

export function TextField({ label, problem, isMono = false, className, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <div className={classNames(styles.field, className)}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={classNames(styles.control, isMono && styles.mono)}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        {...rest}
      />
      {problem !== undefined && (
        <p id={`${id}-problem`} className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  );
}

type SelectFieldProps = Omit<SelectHTMLAttributes<HTMLSelectElement>, "id"> &
  Labelled & { readonly children: ReactNode };

export function SelectField({ label, className, children, ...rest }: SelectFieldProps) {
  const id = useId();
  return (
    <div className={classNames(styles.field, className)}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <select id={id} className={classNames(styles.control, styles.select)} {...rest}>
        {children}
      </select>
    </div>
  );
}

type CheckFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, "type" | "id"> &
  Labelled & { readonly hint?: string };

export function CheckField({ label, hint, className, ...rest }: CheckFieldProps) {
  return (
    <label className={classNames(styles.check, className)} title={hint}>
      <input type="checkbox" {...rest} />
      <span>{label}</span>
    </label>
  );
}
