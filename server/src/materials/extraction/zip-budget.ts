import { type Entry, openPromise, validateFileName, type ZipFile } from 'yauzl';
import { FileRefused } from './refusal.js';

/** What an archive may cost whoever opens it. */
export interface ZipBudget {
  maxEntries: number;
  /** Bytes of all entries when unpacked, pictures and media included. */
  maxTotalBytes: number;
  /** Bytes of all XML entries when unpacked: what a parser turns into a tree. */
  maxXmlBytes: number;
}

/** An office document that no teacher's file comes near. */
const OFFICE_BUDGET: ZipBudget = {
  maxEntries: 5000,
  maxTotalBytes: 300 * 2 ** 20,
  maxXmlBytes: 20 * 2 ** 20,
};

/** The archive is well-formed but costs more than its budget; its text is not read. */
export class BudgetExceeded extends Error {}

/**
 * Reads an archive's directory and unpacks its XML against the budget, before any parser sees it.
 * Throws {@link FileRefused} for an archive built to deceive, {@link BudgetExceeded} for one too large to read.
 * @param look is shown the XML, piece by piece with a little of the piece before
 * @returns the entries' names
 */
export async function checkZip(
  path: string,
  budget: ZipBudget = OFFICE_BUDGET,
  look: (name: string, text: string) => void = () => {},
): Promise<string[]> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(refuse);
  try {
    const entries: Entry[] = [];
    for await (const entry of entriesOf(zip)) {
      entries.push(entry);
      if (entries.length > budget.maxEntries)
        throw new BudgetExceeded(`more than ${budget.maxEntries} entries`);
    }
    checkStructure(entries);
    const total = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
    const xml = entries.filter(({ fileName }) => /\.(xml|rels|vml)$/i.test(fileName));
    const xmlTotal = xml.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
    if (total > budget.maxTotalBytes || xmlTotal > budget.maxXmlBytes) {
      throw new BudgetExceeded(`${total} bytes unpacked, ${xmlTotal} of XML`);
    }
    // The sizes above are the archive's own word; unpacking checks it, and stops where an entry runs over.
    for (const entry of xml) await drain(zip, entry, look);
    return entries.map(({ fileName }) => fileName);
  } finally {
    zip.close();
  }
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  try {
    for await (const entry of zip.eachEntry()) yield entry;
  } catch (error) {
    refuse(error);
  }
}

function checkStructure(entries: Entry[]): void {
  const names = new Set<string>();
  let end = 0;
  for (const entry of entries.toSorted(
    (a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader,
  )) {
    const invalid = validateFileName(entry.fileName);
    if (invalid) throw new FileRefused('UNSAFE_ARCHIVE', invalid);
    if (entry.isEncrypted()) throw new FileRefused('ENCRYPTED', entry.fileName);
    if (((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000) {
      throw new FileRefused('UNSAFE_ARCHIVE', {
        ru: `ссылка ${entry.fileName}`,
        en: `a link ${entry.fileName}`,
      });
    }
    if (names.has(entry.fileName))
      throw new FileRefused('UNSAFE_ARCHIVE', {
        ru: `дважды ${entry.fileName}`,
        en: `twice ${entry.fileName}`,
      });
    names.add(entry.fileName);
    if (entry.relativeOffsetOfLocalHeader < end)
      throw new FileRefused('UNSAFE_ARCHIVE', { ru: 'записи перекрываются', en: 'entries overlap' });
    end = entry.relativeOffsetOfLocalHeader + 30 + entry.compressedSize;
  }
}

/** Unpacks an entry to its end; entities are what XML bombs are made of, and no office program writes them. */
async function drain(zip: ZipFile, entry: Entry, look: (name: string, text: string) => void): Promise<void> {
  let tail = '';
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      const text = tail + (chunk as Buffer).toString('latin1');
      if (text.includes('<!ENTITY')) throw new Error(`сущности XML в ${entry.fileName}`);
      look(entry.fileName, text);
      tail = text.slice(-512);
    }
  } catch (error) {
    refuse(error);
  }
}

function refuse(error: unknown): never {
  throw new FileRefused('UNSAFE_ARCHIVE', (error as Error).message);
}
