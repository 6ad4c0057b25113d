import type { Pool } from 'pg';
import type { Member } from '../../platform/actor.js';
import { personalData } from './personal-data.js';
import type { PersonalTable } from './personal-table.js';

/** A file that a person has brought. */
export interface OwnFile {
  readonly sha256: string;
  readonly name: string;
  readonly size: number;
  /** Title of its material. */
  readonly material: string;
  readonly versionNumber: number;
  readonly addedAt: Date;
}

/** Whoever asks, as one row that the statements of the list refer to. */
const ME = `with me as (select a.id as account, a.person_id as person, a.email from account a where a.id = $1)`;

const COUNTS = personalData
  .map(
    ({ table, rows }) =>
      `select '${table}' as "table", count(*)::int as count from me, "${table}" t where ${rows}`,
  )
  .join(' union all ');

/** Reads what the bank holds of the one who asks. */
export class PersonalDataReads {
  constructor(private readonly pool: Pool) {}

  /** How many rows of each table there are. */
  async counts({ accountId }: Member): Promise<Map<string, number>> {
    const { rows } = await this.pool.query<{ table: string; count: number }>({
      name: 'personal-data-counts',
      text: `${ME} ${COUNTS}`,
      values: [accountId],
    });
    return new Map(rows.map(({ table, count }) => [table, count]));
  }

  /** The rows of one table by the names that people read. */
  async rows({ accountId }: Member, { table, rows: own, given }: PersonalTable): Promise<object[]> {
    const columns = Object.entries(given).map(([column, shown]) => {
      const [name, sql] = typeof shown === 'string' ? [shown, `t."${column}"`] : shown;
      return `${sql} as "${name}"`;
    });
    const { rows } = await this.pool.query<object>(
      `${ME} select ${columns.join(', ')} from me, "${table}" t where ${own}`,
      [accountId],
    );
    return rows;
  }

  /** The files of own materials, each once for a material, in the order of their coming. */
  async files({ accountId }: Member): Promise<OwnFile[]> {
    const { rows } = await this.pool.query<OwnFile>({
      name: 'personal-data-files',
      text: `select * from (
          select distinct on (m.id, f.sha256) f.sha256, f.name, c.size, v.number as "versionNumber",
            coalesce(nullif(v.title, ''), 'Без названия') as material, f.created_at as "addedAt"
          from material m join material_version v on v.material_id = m.id
          join stored_file f on f.material_version_id = v.id join file_content c on c.sha256 = f.sha256
          where m.owner_id = $1 order by m.id, f.sha256, v.number) x
        order by "addedAt", name`,
      values: [accountId],
    });
    return rows;
  }
}
