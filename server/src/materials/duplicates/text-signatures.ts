import type { Pool } from 'pg';
import { bandsOf, signatureOf } from './text-signature.js';

/** Contents signed together. */
const BATCH = 50;

/** Contents whose text can be read and has no signature yet, or one of an older reading. */
const UNSIGNED = `c.text_state = 'READY' and not exists (select 1 from text_signature s
  where s.sha256 = c.sha256 and s.extractor_version is not distinct from c.extractor_version)`;

/** Keeps the signatures of the texts of files. */
export class TextSignatures {
  constructor(private readonly pool: Pool) {}

  /** Signs those of the contents that have no signature yet. */
  async sign(contents: readonly string[]): Promise<void> {
    const { rows } = await this.pool.query<Content>(
      `select c.sha256, c.extractor_version as version from file_content c where c.sha256 = any($1) and ${UNSIGNED}`,
      [contents],
    );
    for (const content of rows) await this.signOne(content);
  }

  /** Signs all that is left, until done or told to stop. Returns how many were signed. */
  async signAll(signal: AbortSignal): Promise<number> {
    for (let done = 0; ;) {
      const { rows } = await this.pool.query<Content>(
        `select c.sha256, c.extractor_version as version from file_content c where ${UNSIGNED} limit $1`,
        [BATCH],
      );
      for (const content of rows) {
        if (signal.aborted) return done;
        await this.signOne(content);
        done += 1;
      }
      if (rows.length === 0) return done;
    }
  }

  private async signOne({ sha256, version }: Content): Promise<void> {
    const { rows } = await this.pool.query<{ text: string }>(
      'select text from file_passage where sha256 = $1 order by ordinal',
      [sha256],
    );
    const signature = signatureOf(rows.map(({ text }) => text)) ?? { words: 0, hashes: [] };
    const bands = signature.words > 0 ? bandsOf(signature) : [];
    await this.pool.query(
      `with signed as (
         insert into text_signature (sha256, extractor_version, words, hashes) values ($1, $2, $3, $4)
         on conflict (sha256) do update set extractor_version = excluded.extractor_version,
           words = excluded.words, hashes = excluded.hashes
         returning sha256)
       insert into text_band (sha256, band, hash)
       select signed.sha256, band - 1, hash from signed, unnest($5::int[]) with ordinality as b (hash, band)
       on conflict (sha256, band) do update set hash = excluded.hash`,
      [sha256, version, signature.words, signature.hashes, bands],
    );
  }
}

interface Content {
  sha256: string;
  version: number | null;
}
