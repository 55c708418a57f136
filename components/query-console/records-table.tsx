/** One section of a message as a table; on narrow screens each record becomes a card. */
import type { RecordText } from "../../lib/api/ask.ts";
import { keyed } from "../../lib/studio/keyed.ts";
import { DomainName } from "../ui/domain-name.tsx";
import styles from "./records-table.module.css";

export function RecordsTable({ title, records }: { readonly title: string; readonly records: readonly RecordText[] }) {
  return (
    <table className={styles.table}>
      <caption>
        {title} <span className={styles.count}>{records.length}</span>
      </caption>
      <colgroup>
        <col className={styles.nameColumn} />
        <col className={styles.ttlColumn} />
        <col className={styles.classColumn} />
        <col className={styles.typeColumn} />
        <col />
      </colgroup>
      {records.length > 0 && (
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Name</th>
            <th scope="col">TTL in seconds</th>
            <th scope="col">Class</th>
            <th scope="col">Type</th>
            <th scope="col">Data</th>
          </tr>
        </thead>
      )}
      <tbody>
        {keyed(records, ({ name, type, rdata }) => `${name} ${type} ${rdata}`).map(({ key, item: record }) => (
          <tr key={key}>
            <td>
              <DomainName name={record.name} />
            </td>
            <td className={styles.ttl}>{record.ttlSeconds}</td>
            <td className={styles.class}>{record.class}</td>
            <td className={styles.type}>{record.type}</td>
            <td className={styles.data}>
              <DomainName name={record.rdata} />
            </td>
          </tr>
        ))}
        {records.length === 0 && (
          <tr>
            <td colSpan={5} className={styles.none}>
              no records
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
