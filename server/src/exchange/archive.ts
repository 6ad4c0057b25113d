import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { MaterialType } from '../materials/material.type.js';
import type { Storage } from '../platform/storage/storage.js';
import { cite } from './citation.js';
import { licenseName, licenseText } from './license-text.js';

/** A ZIP that is made while it is read. */
export interface Archive {
  stream: NodeJS.ReadableStream;
  /** Bytes of the whole. */
  size: number;
  /** Lets go of whatever is open when nobody reads any more. */
  abandon(): void;
}

/**
 * All files of a material with a README and its terms. The files are stored as they are (office formats and PDF are
 * compressed already), so the length is known before the first byte and memory does not grow with the files.
 */
export async function makeArchive(
  material: MaterialType,
  storage: Storage,
  publicUrl: string,
  day: Date,
): Promise<Archive> {
  const archive = new ArchiveWriter(storage);
  archive.add('', material, publicUrl, (await cite(material, publicUrl, day)).gost);
  return archive.end();
}

/** A ZIP that is being put together; nothing is read before somebody reads the whole. */
export class ArchiveWriter {
  private readonly zip = new ZipFile();
  private open: Readable | undefined;

  constructor(private readonly storage: Storage) {}

  /** A text for people, as the editors of every system show it. */
  addText(name: string, text: string, mtime: Date): void {
    const bytes = Buffer.from(`\uFEFF${text.replace(/\r?\n/g, '\r\n')}\r\n`);
    this.zip.addBuffer(bytes, name, { mtime, compress: false });
  }

  /** Records that people and programs read. */
  addJson(name: string, value: unknown, mtime: Date): void {
    const bytes = Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
    this.zip.addBuffer(bytes, name, { mtime, compress: false });
  }

  /**
   * A file of the store.
   * @param folder where in the ZIP, with a slash at the end; empty for the top
   * @param names lower-case names of the folder that are taken; the file's is added
   */
  addFile(
    folder: string,
    names: Set<string>,
    { name, size, sha256 }: { readonly name: string; readonly size: number; readonly sha256: string },
    mtime: Date,
  ): void {
    const options = { mtime, size, compress: false };
    this.zip.addReadStreamLazy(folder + unused(name, names), options, (done) => {
      const deliver = async (): Promise<void> => done(null, (this.open = await this.storage.open(sha256)));
      deliver().catch((error: Error) => done(error, undefined as never));
    });
  }

  /**
   * A material: its README, its terms, its files.
   * @param folder where in the ZIP, with a slash at the end; empty for the top
   */
  add(folder: string, material: MaterialType, publicUrl: string, gost: string): void {
    const mtime = material.publishedAt;
    const names = new Set(['readme.txt', 'license.txt']);
    this.addText(`${folder}README.txt`, readme(material, publicUrl, gost), mtime);
    this.addText(`${folder}LICENSE.txt`, licenseText(material.license), mtime);
    for (const file of material.files) this.addFile(folder, names, file, mtime);
  }

  /** Nothing more is added: the ZIP can be read. */
  async end(): Promise<Archive> {
    const { zip } = this;
    // The published types leave out that the callback is given the size.
    const size = await new Promise<number>((resolve) => zip.end(undefined, resolve as () => void));
    zip.on('error', (error) => (zip.outputStream as Readable).destroy(error as Error));
    return { stream: zip.outputStream, size, abandon: () => void this.open?.destroy() };
  }
}

/** What the material is, who made it, where it lives, how to cite it. */
function readme(material: MaterialType, publicUrl: string, citation: string): string {
  const url = `${publicUrl}/materials/${material.slug}`;
  const people = material.contributions.map(({ name, position, organizationName }) =>
    ['  ', name, position && `, ${position}`, organizationName && `, ${organizationName}`]
      .filter(Boolean)
      .join(''),
  );
  const sections: (string | null)[] = [
    [material.title, material.subtitle].filter(Boolean).join('\n'),
    people.length > 0 ? `${people.length > 1 ? 'Авторы' : 'Автор'}:\n${people.join('\n')}` : null,
    material.organization ? `Организация: ${material.organization.shortName}` : null,
    material.network ? `Сетевое объединение: ${material.network.name}` : null,
    material.annotation || null,
    `Файлы:\n${material.files.map(({ name }) => `  ${name}`).join('\n')}`,
    `Условия использования: ${licenseName(material.license)} (подробнее в LICENSE.txt)`,
    `Как сослаться:\n${citation}`,
    `Номер в банке: ${material.registrationNumber}\nПостоянный адрес: ${url}`,
  ];
  return sections.filter(Boolean).join('\n\n');
}

function unused(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number++)
    free = name.replace(/(\.[^.]+)?$/, ` (${number})$1`);
  taken.add(free.toLowerCase());
  return free;
}
