import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from './storage/local-storage.js';
import { isUuid } from './uuid.js';

/**
 * What was erased, in a file beside the database: a backup of the database from before brings its rows back, and the
 * file tells what to erase again. It holds ids alone, which lead to nobody.
 */
export class Tombstones {
  private readonly path: string;

  /** @param dataDir folder of the deployment's data */
  constructor(dataDir: string, what: 'accounts' | 'files') {
    this.path = join(dataDir, `erased-${what}.txt`);
  }

  /** All ids of the file; what is no id is passed over. */
  async all(): Promise<string[]> {
    const text = await readFile(this.path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    return [...new Set(text.split(/\s+/).filter(isUuid))];
  }

  /** Adds ids; they survive a power cut when this has settled. */
  async add(ids: readonly string[]): Promise<void> {
    const known = new Set(await this.all());
    const fresh = ids.filter((id) => !known.has(id));
    if (fresh.length === 0) return;
    await mkdir(dirname(this.path), { recursive: true });
    const file = await open(this.path, 'a', 0o600);
    try {
      await file.write(fresh.map((id) => `${id}\n`).join(''));
      await file.sync();
    } finally {
      await file.close();
    }
    await syncFolder(dirname(this.path));
  }
}
