/** From a cluster or a manifest into the folder, and back. */
import { ArrowDownUp } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { exportManifests } from "../../lib/commands/export-manifests.ts";
import { importManifest } from "../../lib/commands/import-manifest.ts";
import styles from "../studio/header.module.css";
import { useRunCommand } from "../studio/store-context.tsx";
import { IconButton } from "../ui/button.tsx";

export function KubernetesMenu() {
  const run = useRunCommand();
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <IconButton label="Kubernetes">
          <ArrowDownUp size={14} aria-hidden />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles.menu} align="start" sideOffset={4}>
          {[importManifest, exportManifests].map((command) => (
            <DropdownMenu.Item key={command.id} className={styles.menuItem} onSelect={() => run(command)}>
              {command.label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
