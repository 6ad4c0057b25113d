import { type EntityManager, type MikroORM, ref } from '@mikro-orm/postgresql';
import type { Actor } from '../../platform/actor.js';
import { Conflict, InvalidInput, NotFound } from '../../platform/errors.js';
import { inTransaction } from '../../platform/transaction.js';
import { cleanFileName } from '../extraction/file-name.js';
import { FileContent } from '../file-content.entity.js';
import { FileRole } from '../file-enums.js';
import { canBe, roleOf } from '../file-roles.js';
import type { MaterialVersion } from '../material-version.entity.js';
import { StoredFile } from '../stored-file.entity.js';
import { record } from './audit.js';
import { lockDraft } from './draft.access.js';
import { closeGaps, putInOrder } from './in-order.js';
import { showReached } from './own-material.reads.js';
import type { OwnMaterialType } from './own-material.type.js';

/** Most files of a version. */
const MOST = 100;

/** A file whose bytes are in the store and whose content is recorded. */
export interface ArrivedFile {
  readonly sha256: string;
  /** As the author named it. */
  readonly name: string;
  readonly role?: FileRole | null | undefined;
  /** File of the draft whose place and name it takes. */
  readonly replacesId?: string | null | undefined;
}

/** Arranges the files of a draft. */
export class DraftFilesService {
  constructor(private readonly orm: MikroORM) {}

  /** Gives a file another name; its true extension stays. */
  async rename(actor: Actor, materialId: string, fileId: string, name: string): Promise<OwnMaterialType> {
    return this.change(actor, materialId, async (em, files) => {
      const file = fileOf(files, fileId);
      const { format } = await file.content.loadOrFail();
      file.name = freeName(
        cleanFileName(name, format),
        files.filter((other) => other !== file),
      );
    });
  }

  /** Says what a file is within the material. @throws InvalidInput for what its format cannot be */
  async setRole(actor: Actor, materialId: string, fileId: string, role: FileRole): Promise<OwnMaterialType> {
    return this.change(actor, materialId, async (_em, files) => {
      const file = fileOf(files, fileId);
      const { format } = await file.content.loadOrFail();
      if (!canBe(role, format)) throw new InvalidInput({ role: NOT_THAT });
      file.role = role;
    });
  }

  /** Takes a file out of the draft; earlier versions keep theirs. */
  async remove(actor: Actor, materialId: string, fileId: string): Promise<OwnMaterialType> {
    return this.change(actor, materialId, async (em, files) => {
      const file = fileOf(files, fileId);
      em.remove(file);
      closeGaps(files.filter((other) => other !== file));
    });
  }

  /** Puts the files in order. */
  async order(actor: Actor, materialId: string, ids: readonly string[]): Promise<OwnMaterialType> {
    return this.change(actor, materialId, async (_em, files) => putInOrder(files, ids));
  }

  private change(
    actor: Actor,
    materialId: string,
    work: (em: EntityManager, files: StoredFile[]) => Promise<void>,
  ): Promise<OwnMaterialType> {
    return inTransaction(this.orm.em, async (em) => {
      const reached = await lockDraft(em, actor, materialId);
      await work(em, await filesOf(em, reached.draft));
      record(em, reached.actor, 'material.files-changed', reached.material);
      await em.flush();
      return showReached(em, reached);
    });
  }
}

/**
 * Adds a file that has arrived to a draft that is locked, last or in the place of another.
 * @throws Conflict when there are too many
 */
export async function attachFile(
  em: EntityManager,
  draft: MaterialVersion,
  { sha256, name, role, replacesId }: ArrivedFile,
): Promise<StoredFile> {
  const files = await filesOf(em, draft);
  const content = await em.findOneOrFail(FileContent, sha256);
  const replaced = files.find(({ id }) => id === replacesId);
  if (replaced) {
    replaced.content = ref(content);
    replaced.name = cleanFileName(replaced.name.replace(/\.[^.]+$/, ''), content.format);
    const others = files.filter((file) => file !== replaced);
    replaced.role = roleOf(content.format, role ?? replaced.role, hasMain(others));
    return replaced;
  }
  if (files.length >= MOST) throw new Conflict(TOO_MANY);
  return em.create(StoredFile, {
    materialVersion: ref(draft),
    content: ref(content),
    name: freeName(cleanFileName(name, content.format), files),
    role: roleOf(content.format, role, hasMain(files)),
    position: files.length,
  });
}

const hasMain = (files: readonly StoredFile[]): boolean => files.some(({ role }) => role === FileRole.MAIN);

function filesOf(em: EntityManager, draft: MaterialVersion): Promise<StoredFile[]> {
  return em.find(StoredFile, { materialVersion: draft.id }, { orderBy: { position: 'asc' } });
}

function fileOf(files: readonly StoredFile[], id: string): StoredFile {
  const file = files.find((one) => one.id === id);
  if (!file) throw new NotFound();
  return file;
}

/** Files of one material never share a name, or one would hide the other in the archive. */
function freeName(name: string, files: readonly StoredFile[]): string {
  const taken = new Set(files.map((file) => file.name.toLowerCase()));
  const dot = name.lastIndexOf('.');
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1)
    free = `${name.slice(0, dot)} (${number})${name.slice(dot)}`;
  return free;
}

const TOO_MANY = {
  ru: `В материале уже ${MOST} файлов. Уберите лишние или соберите их в архив.`,
  en: `The material has ${MOST} files already. Remove some or put them into an archive.`,
};
const NOT_THAT = {
  ru: 'субтитрами может быть файл VTT или SRT, обложкой – картинка',
  en: 'captions are a file VTT or SRT, a poster is a picture',
};
