import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Jobs } from '../../platform/jobs.js';
import type { Storage } from '../../platform/storage/storage.js';
import { inTransaction } from '../../platform/transaction.js';
import { FileRefused } from '../extraction/refusal.js';
import { FileContent } from '../file-content.entity.js';
import { FileStep, ScanState, TextState } from '../file-enums.js';
import type { FileIntake, TakenFile } from '../file-intake.js';
import type { VirusScanner } from './virus-scanner.js';

/** Job that checks and reads the content of a file: `{ sha256 }`. */
export const READ_FILE = 'file.read';

/** Checks stored content for malicious code, and reads its text, pages and cover. */
export class ContentReader {
  /** @param scanner undefined where the deployment has none */
  constructor(
    private readonly em: EntityManager,
    private readonly storage: Storage,
    private readonly intake: FileIntake,
    private readonly scanner: VirusScanner | undefined,
  ) {}

  /** Does what is still to be done with a content. */
  async read(sha256: string): Promise<void> {
    const em = this.em.fork();
    const content = await em.findOne(FileContent, sha256);
    if (!content || content.textState !== TextState.PENDING) return;
    const [named] = await em.execute<{ name: string }[]>(
      'select name from stored_file where sha256 = ? order by created_at limit 1',
      [sha256],
    );
    if (!named) return; // its last file was taken out meanwhile
    const scan = await this.#scan(content);
    if (scan.scanState === ScanState.INFECTED) return this.#quarantine(content, scan.threat);
    await this.#note(sha256, FileStep.READING);
    try {
      const taken = await this.intake.readStored({ sha256, size: content.size }, named.name);
      await this.#write(content, taken, scan);
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      await em.nativeUpdate(
        FileContent,
        { sha256 },
        { textState: TextState.FAILED, step: null, failure: error.message, ...scan },
      );
    }
  }

  /** Sends a job for each content whose own was lost: parked, or swept away with an older database. */
  async readLeftOvers(jobs: Jobs): Promise<void> {
    const rows = await this.em.fork().execute<{ sha256: string }[]>(
      `select c.sha256 from file_content c
       where c.text_state = 'PENDING' and c.created_at < now() - interval '10 minutes'
         and exists (select 1 from stored_file f where f.sha256 = c.sha256)`,
    );
    for (const { sha256 } of rows) await jobs.send(READ_FILE, { sha256 }, { key: sha256 });
  }

  /** While the scanner is down the content stays «being checked»: the job fails and is tried again. */
  async #scan({ sha256, size }: FileContent): Promise<{ scanState: ScanState; threat: string | null }> {
    if (!this.scanner) return { scanState: ScanState.SKIPPED, threat: null };
    await this.#note(sha256, FileStep.SCANNING);
    return this.scanner.scan(await this.storage.open(sha256), size);
  }

  async #quarantine({ sha256 }: FileContent, threat: string | null): Promise<void> {
    await this.em
      .fork()
      .nativeUpdate(
        FileContent,
        { sha256 },
        { textState: TextState.FAILED, scanState: ScanState.INFECTED, threat, step: null },
      );
  }

  /**
   * A cleaned picture is a content of its own, and the files show it instead of the original.
   * @throws BytesForgotten when it has to be read once more
   */
  async #write(original: FileContent, taken: TakenFile, scan: { scanState: ScanState }): Promise<void> {
    await inTransaction(this.em, async (em) => {
      // what was forgotten while it was read does not come back
      if (!(await em.findOne(FileContent, original.sha256, { lockMode: LockMode.PESSIMISTIC_WRITE }))) return;
      await this.intake.record(em, taken, scan);
      if (taken.sha256 === original.sha256) return;
      await em.nativeUpdate(
        FileContent,
        { sha256: original.sha256 },
        { textState: TextState.EMPTY, step: null, cleanedSha256: taken.sha256, ...scan },
      );
      await em.execute('update stored_file set sha256 = ? where sha256 = ?', [taken.sha256, original.sha256]);
    });
  }

  async #note(sha256: string, step: FileStep): Promise<void> {
    await this.em.fork().nativeUpdate(FileContent, { sha256 }, { step });
  }
}
