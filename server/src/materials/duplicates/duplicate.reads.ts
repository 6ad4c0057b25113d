import type { Pool } from 'pg';
import type { Member } from '../../platform/actor.js';
import type { Duplicate } from './duplicate.type.js';
import type { TextSignatures } from './text-signatures.js';

/** Share of the text from which two files are called alike. */
const ALIKE = 0.5;
/** Most that are told. */
const MOST = 20;

/** Finds what is in the bank already, among what everybody sees and the one who asks owns. */
export class DuplicateReads {
  constructor(
    private readonly pool: Pool,
    private readonly signatures: TextSignatures,
  ) {}

  /** Materials with the files of a version, or with nearly their text, the most alike first. */
  async of(
    { accountId }: Pick<Member, 'accountId'>,
    materialId: string,
    files: readonly { id: string; sha256: string }[],
  ): Promise<Duplicate[]> {
    if (files.length === 0) return [];
    await this.signatures.sign(files.map(({ sha256 }) => sha256));
    const { rows } = await this.pool.query<Duplicate>({
      name: 'duplicates',
      text: DUPLICATES,
      values: [JSON.stringify(files), materialId, accountId, ALIKE, MOST],
    });
    return rows;
  }
}

const DUPLICATES = `
  with mine as (select f.id, f.sha256 from jsonb_to_recordset($1::jsonb) as f (id uuid, sha256 text)),
  alike as (
    select id as file, sha256, 1::float8 as similarity, true as same from mine
    union all
    select m.id, other.sha256, agreeing.share, false
    from mine m join text_signature own on own.sha256 = m.sha256
    cross join lateral (
      select distinct b.sha256 from text_band a join text_band b on b.band = a.band and b.hash = a.hash
      where a.sha256 = m.sha256 and b.sha256 <> m.sha256 limit 500) near
    join text_signature other on other.sha256 = near.sha256
    cross join lateral (
      select avg((a = b)::int)::float8 as share from unnest(own.hashes, other.hashes) as pair (a, b)) agreeing
    where agreeing.share >= $4),
  found as (
    select distinct on (m.id, alike.file) case when alike.same then 'SAME_FILE' else 'SIMILAR_TEXT' end as kind,
      alike.file as "fileId", alike.similarity, v.title, f.name as "fileName",
      case when m.status in ('PUBLISHED', 'OUTDATED') then m.slug end as slug,
      case when m.owner_id = $3 then m.id end as "ownId", m.id as other
    from alike join stored_file f on f.sha256 = alike.sha256
    join material_version v on v.id = f.material_version_id
    join material m on m.id = v.material_id and m.id <> $2
    where (v.id = m.published_version_id and m.status in ('PUBLISHED', 'OUTDATED'))
      or (m.owner_id = $3 and v.id in (m.draft_version_id, m.published_version_id))
    order by m.id, alike.file, alike.similarity desc)
  select * from found order by similarity desc, title, other limit $5`;
