/** The type of the question: a list of the usual ones, or any other by name or number. */
import { useState } from "react";
import { SelectField, TextField } from "../ui/field.tsx";
import styles from "./query-bar.module.css";

const COMMON = ["A", "AAAA", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TXT", "HTTPS", "SVCB", "CAA", "ANY"] as const;
const DNSSEC = ["DS", "DNSKEY", "RRSIG", "NSEC", "NSEC3", "CDS", "CDNSKEY"] as const;
const RARE = ["DNAME", "NAPTR", "TLSA", "SSHFP", "LOC", "HINFO", "URI", "AXFR", "IXFR"] as const;
const LISTED: ReadonlySet<string> = new Set([...COMMON, ...DNSSEC, ...RARE]);
const OTHER = "other";

interface TypeFieldProps {
  readonly value: string;
  readonly onChange: (type: string) => void;
}

export function TypeField({ value, onChange }: TypeFieldProps) {
  const [isOther, setOther] = useState(!LISTED.has(value));
  if (isOther) {
    return (
      <TextField
        label="Type"
        className={styles.type}
        role="combobox"
        aria-expanded="false"
        isMono
        autoFocus={LISTED.has(value)}
        value={value}
        placeholder="TYPE65280"
        onChange={({ target }) => onChange(target.value.trim().toUpperCase())}
        onBlur={() => {
          if (LISTED.has(value) || value === "") {
            onChange(value || "A");
            setOther(false);
          }
        }}
      />
    );
  }
  return (
    <SelectField
      label="Type"
      className={styles.type}
      value={value}
      onChange={({ target }) => (target.value === OTHER ? setOther(true) : onChange(target.value))}
    >
      <Options types={COMMON} />
      <optgroup label="DNSSEC">
        <Options types={DNSSEC} />
      </optgroup>
      <optgroup label="More">
        <Options types={RARE} />
        <option value={OTHER}>Other…</option>
      </optgroup>
    </SelectField>
  );
}

function Options({ types }: { readonly types: readonly string[] }) {
  return types.map((type) => (
    <option key={type} value={type}>
      {type}
    </option>
  ));
}
