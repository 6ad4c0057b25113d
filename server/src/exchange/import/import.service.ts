import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, extname, join, sep } from 'node:path';
import type { EntityManager } from '@mikro-orm/postgresql';
import { FileRefused } from '../../materials/extraction/refusal.js';
import { type FileIntake, sha256Of, type TakenFile } from '../../materials/file-intake.js';
import type { FileRole } from '../../materials/file-enums.js';
import { BytesForgotten } from '../../materials/forgetting/rely-on.js';
import { Material } from '../../materials/material.entity.js';
import { DirectoryIndex } from './directory-index.js';
import { type MaterialDraft, readDraft, RowRefused } from './draft.js';
import { lookAhead } from './look-ahead.js';
import { type ManifestRow, readManifest } from './manifest.js';
import { writeMaterial } from './material-writer.js';
import { loadVocabularies } from '../seed/vocabularies.js';
import { normal } from './normal.js';

/** Any number that nothing else locks: imports into one bank take turns. */
const IMPORTING = 7_061_003;

/** A row that was not taken. */
export interface RefusedRow {
  line: number;
  title: string;
  reason: string;
}

/** What an import did. */
export interface ImportReport {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: RefusedRow[];
  /** Files taken in, and their bytes; those of unchanged rows are not counted. */
  files: number;
  bytes: number;
  /** Files that can be downloaded but whose text could not be read. */
  unread: string[];
  made: DirectoryIndex['made'];
}

/** Called after each row. */
export type ImportProgress = (done: number, total: number, title: string) => void;

type Outcome = 'created' | 'updated' | 'unchanged';

/** A row whose files are in the store; or the reason why it is not taken. */
interface Prepared {
  row: ManifestRow;
  draft?: MaterialDraft;
  digest?: string;
  files?: (TakenFile & { role: FileRole })[];
  unchanged?: boolean;
  refusal?: string;
}

/** Brings a folder of files with a manifest into the bank. */
export class ImportService {
  constructor(
    private readonly em: EntityManager,
    private readonly intake: FileIntake,
  ) {}

  /**
   * Imports a manifest; its files lie in its folder. A second run changes nothing, a changed row gives the material
   * a new version, a bad row is refused alone.
   */
  async run(manifest: string, onProgress: ImportProgress = () => {}): Promise<ImportReport> {
    const rows = await readManifest(manifest);
    await loadVocabularies(this.em);
    const folder = await realpath(dirname(manifest));
    const index = new DirectoryIndex();
    const report: ImportReport = {
      ...{
        rows: rows.length,
        created: 0,
        updated: 0,
        unchanged: 0,
        refused: [],
        files: 0,
        bytes: 0,
        unread: [],
      },
      made: index.made,
    };
    await this.inTurn(async () => {
      await index.load(this.em.fork());
      const claimed = rows.flatMap(keyOf);
      const seen = new Map<string, number>();
      const prepared = lookAhead(rows, availableParallelism() * 2, (row) => this.prepare(row, folder));
      let done = 0;
      for await (const item of prepared) {
        const refusal = item.refusal ?? repeated(item, seen);
        const outcome =
          refusal ?? (await this.write(item, index, report, claimed, () => this.prepare(item.row, folder)));
        if (outcome === 'created' || outcome === 'updated' || outcome === 'unchanged') report[outcome]++;
        else
          report.refused.push({ line: item.row.line, title: item.row.values.title ?? '', reason: outcome });
        onProgress(++done, rows.length, item.row.values.title ?? '');
      }
    });
    return report;
  }

  /** Reads the row and takes its files in, unless the bank has just this row already. */
  private async prepare(row: ManifestRow, folder: string): Promise<Prepared> {
    try {
      const draft = readDraft(row);
      const paths = await Promise.all(draft.files.map(({ path }) => inside(folder, path)));
      const contents = await Promise.all(paths.map(sha256Of));
      const digest = createHash('sha256')
        .update(JSON.stringify([draft, contents]))
        .digest('hex');
      const em = this.em.fork();
      const known = await em.findOne(Material, { importKey: importKey(draft), importDigest: digest });
      if (known) return { row, draft, digest, unchanged: true };
      const files: Prepared['files'] = [];
      for (const [at, path] of paths.entries()) {
        const { role } = draft.files[at]!;
        try {
          files.push({ ...(await this.intake.take(em, path, basename(path))), role });
        } catch (error) {
          if (error instanceof FileRefused)
            throw new RowRefused(`files: «${basename(path)}»: ${error.message}`);
          throw error;
        }
      }
      return { row, draft, digest, files: distinctNames(files) };
    } catch (error) {
      return { row, refusal: reasonOf(error) };
    }
  }

  /**
   * Writes the row in its own transaction.
   * @param retake takes its files in once more, when they were forgotten meanwhile
   */
  private async write(
    item: Prepared,
    index: DirectoryIndex,
    report: ImportReport,
    claimed: string[],
    retake?: () => Promise<Prepared>,
  ): Promise<Outcome | string> {
    if (item.unchanged) return 'unchanged';
    const { draft, digest, files } = item as Required<Prepared>;
    try {
      const outcome = await this.em.fork().transactional(async (em) => {
        for (const file of files) await this.intake.record(em, file);
        return writeMaterial(em, index, { draft, digest, files, claimed, key: importKey(draft) });
      });
      index.keep();
      report.files += files.length;
      report.bytes += files.reduce((sum, { size }) => sum + size, 0);
      report.unread.push(...files.filter(({ read }) => read?.textState === 'FAILED').map(({ name }) => name));
      return outcome;
    } catch (error) {
      index.forget();
      if (error instanceof BytesForgotten && retake) {
        const again = await retake();
        return again.refusal ?? this.write(again, index, report, claimed);
      }
      return reasonOf(error);
    }
  }

  private async inTurn(work: () => Promise<void>): Promise<void> {
    await this.em.fork().transactional(async (em) => {
      await em.execute(`select pg_advisory_xact_lock(?)`, [IMPORTING]);
      await work();
    });
  }
}

/** What makes two rows the same material: the title and the organisation, as people compare names. */
function importKey({ title, organization }: Pick<MaterialDraft, 'title' | 'organization'>): string {
  return `${normal(organization ?? '')}|${normal(title)}`;
}

function keyOf(row: ManifestRow): string[] {
  const { organization = null, title = '' } = row.values;
  return [importKey({ organization, title })];
}

function repeated({ draft, row }: Prepared, seen: Map<string, number>): string | undefined {
  const key = importKey(draft!);
  const before = seen.get(key);
  seen.set(key, before ?? row.line);
  return before === undefined ? undefined : `тот же материал, что в строке ${before}`;
}

/** A file of the manifest's folder; neither `..` nor a link leads out of it. */
async function inside(folder: string, path: string): Promise<string> {
  const real = await realpath(join(folder, path.normalize('NFC'))).catch(async () =>
    realpath(join(folder, path.normalize('NFD'))).catch(() => null),
  );
  if (!real) throw new RowRefused(`files: нет файла «${path}»`);
  if (!real.startsWith(folder + sep)) throw new RowRefused(`files: «${path}» лежит вне папки описи`);
  return real;
}

/** Files of one material never share a name, or one would hide the other in the archive. */
function distinctNames<T extends { name: string }>(files: T[]): T[] {
  const taken = new Set<string>();
  return files.map((file) => {
    const extension = extname(file.name);
    const stem = file.name.slice(0, -extension.length);
    let name = file.name;
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${stem} (${number})${extension}`;
    taken.add(name.toLowerCase());
    return { ...file, name };
  });
}

function reasonOf(error: unknown): string {
  if (error instanceof RowRefused) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  return `Не удалось: ${code ? `${code} ` : ''}${message.split('\n')[0]}`;
}
