/** A modal dialog: focus stays inside, Esc closes it. */

import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";
import styles from "./dialog.module.css";
import { focusField, rememberFocus } from "./dialog-focus.ts";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly width?: "small" | "large" | "wide";
  /** Called once the focus is where it was before the dialog. */
  readonly onFocusBack?: () => void;
  /** Whether the title is only for screen readers. */
  readonly hidesTitle?: boolean;
}

export function Dialog({ title, onClose, children, width = "small", hidesTitle = false, onFocusBack }: DialogProps) {
  const [giveFocusBack] = useState(rememberFocus);
  return (
    <Primitive.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className={styles.overlay} />
        <Primitive.Content
          className={classNames(styles.content, styles[width])}
          aria-describedby={undefined}
          onOpenAutoFocus={focusField}
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          <div className={hidesTitle ? "visually-hidden" : styles.header}>
            <Primitive.Title className={styles.title}>{title}</Primitive.Title>
            {!hidesTitle && (
              <Primitive.Close asChild>
                <IconButton label="Close">
                  <X size={16} aria-hidden />
                </IconButton>
              </Primitive.Close>
            )}
          </div>
          {children}
          <AfterClosing
            run={() => {
              giveFocusBack();
              onFocusBack?.();
            }}
          />
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** Runs when the dialog has left the page, and at once: Radix waits for a timer, and keys typed meanwhile are lost. */
function AfterClosing({ run }: { readonly run: () => void }) {
  const mark = useRef<HTMLSpanElement>(null);
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    const { current } = mark;
    return () => {
      if (current?.isConnected === false) latest.current();
    };
  }, []);
  return <span ref={mark} hidden />;
}
