/** Materials whose earlier versions have files of their own, for tests of hiding and erasing those. */
import { Readable } from 'node:stream';
import { Role } from '../src/directory/role.js';
import { FileContent } from '../src/materials/file-content.entity.js';
import { FileFormat, TextState } from '../src/materials/file-enums.js';
import type { BootedApp } from './app.js';
import { CHANGE, Desk, done, OWN } from './desk.js';
import { buildAccount, signIn } from './members.js';

/** Begins a version, from an earlier one if need be. */
export const START = `mutation ($id: ID!, $expectedVersion: Int!, $from: Int) {
  startNewVersion(id: $id, expectedVersion: $expectedVersion, from: $from) { ${OWN} draft { files { name sha256 } } } }`;
/** Why files are hidden here. */
export const REASON = 'Обезличиваем: в файле был список класса';
/** What is left of a file before and after it was forgotten, as `keptOf` counts it. */
export const ALL = { bytes: true, cover: true, contents: 1, passages: 1 };
export const NONE = { bytes: false, cover: false, contents: 0, passages: 0 };

type Headers = Record<string, string>;

/** An author, a methodist, and what both do with files of earlier versions. */
export class HidingDesk {
  #serial = 0;

  private constructor(
    private readonly app: BootedApp,
    readonly desk: Desk,
  ) {}

  static async open(app: BootedApp): Promise<HidingDesk> {
    return new HidingDesk(app, await Desk.open(app));
  }

  /** A material whose second version has another file than the first, which is `file`. */
  async replaced() {
    const { desk, app } = this;
    const { id, slug, version } = await desk.published();
    await this.#storeBytes(id, 1);
    await app.gql(START, { id, expectedVersion: version }, desk.as.owner);
    await this.#storeBytes(id, 2);
    const handedIn = await this.#handIn(id);
    const published = await desk.ask(
      CHANGE.publish,
      { id, expectedVersion: handedIn.version },
      desk.as.methodist,
    );
    return { id, slug, version: done(published).version, file: await this.fileOf(slug, 1) };
  }

  /** A version as everybody reads it, and what was hidden in the history. */
  async versionOf(slug: string, version: number) {
    const { data } = await this.app.gql(
      `query ($slug: String!, $version: Int!) { material(slug: $slug, version: $version) {
        files { id name downloadUrl } versions { number hiddenFiles { byAuthor reason hiddenAt eraseAfter erasedAt bytesGone } } } }`,
      { slug, version },
    );
    return data.material;
  }

  /** The first file of a version. */
  async fileOf(slug: string, version: number) {
    return (await this.versionOf(slug, version)).files[0];
  }

  hide(file: string, headers: Headers, reason = REASON) {
    return this.app.gql(
      'mutation ($input: HideFileInput!) { hideFile(input: $input) }',
      { input: { file, reason } },
      headers,
    );
  }

  show(file: string, headers: Headers) {
    return this.app.gql('mutation ($file: ID!) { showFile(file: $file) }', { file }, headers);
  }

  erase(file: string, headers: Headers) {
    return this.app.gql('mutation ($file: ID!) { eraseFile(file: $file) }', { file }, headers);
  }

  /** Headers of somebody new. */
  async member(roles: Role[] = []): Promise<Headers> {
    const em = this.app.orm.em.fork();
    const account = buildAccount(em, { roles });
    await em.flush();
    return signIn(this.app.pool, account);
  }

  /** What an address answers. */
  async status(path: string, headers: Headers = {}): Promise<number> {
    return (await fetch(this.app.url + path, { headers, redirect: 'manual' })).status;
  }

  /** Everything that the bank keeps under a digest, and of what was read out of it. */
  async keptOf(file: string) {
    const { app } = this;
    const { rows } = await app.pool.query<{ sha256: string; thumbnail: string }>(
      `select c.sha256, c.thumbnail_sha256 as thumbnail from stored_file f join file_content c on c.sha256 = f.sha256
       where f.id = $1`,
      [file],
    );
    const { sha256, thumbnail } = rows[0]!;
    return {
      sha256,
      async left() {
        await app.jobs.drain();
        const { rows: counts } = await app.pool.query<{ contents: number; passages: number }>(
          `select (select count(*)::int from file_content where sha256 = $1) as contents,
             (select count(*)::int from file_passage where sha256 = $1) as passages`,
          [sha256],
        );
        return {
          ...{ bytes: await app.storage.exists(sha256), cover: await app.storage.exists(thumbnail) },
          ...counts[0]!,
        };
      },
    };
  }

  /** Gives the files of a version bytes of their own. */
  async #storeBytes(material: string, number: number): Promise<void> {
    const { storage, orm, pool } = this.app;
    const text = `Список класса ${++this.#serial}`;
    const { sha256 } = await storage.put(Readable.from([text]));
    const { sha256: thumbnailSha256 } = await storage.put(Readable.from([`cover ${text}`]));
    const em = orm.em.fork();
    em.create(FileContent, {
      ...{ sha256, thumbnailSha256, mediaType: 'text/plain', format: FileFormat.TXT },
      ...{ size: Buffer.byteLength(text), textState: TextState.READY },
    });
    await em.flush();
    await pool.query('insert into file_passage (sha256, ordinal, text) values ($1, 0, $2)', [sha256, text]);
    await pool.query(
      `update stored_file set sha256 = $1, name = $4 where material_version_id in (
         select id from material_version where material_id = $2 and number = $3)`,
      [sha256, material, number, `Файл версии ${number}.txt`],
    );
  }

  /** Hands the second version in with the note that it needs. */
  async #handIn(id: string) {
    const { app, desk } = this;
    const query = 'query ($id: ID!) { ownMaterial(id: $id) { draft { version } } }';
    const { draft } = (await app.gql(query, { id }, desk.as.owner)).data.ownMaterial;
    const saved = await app.gql(
      `mutation ($id: ID!, $v: Int!) { updateDraft(id: $id, expectedVersion: $v, input: { changeNote: "Без имён" }) {
        draft { version } } }`,
      { id, v: draft.version },
      desk.as.owner,
    );
    const { version } = saved.data.updateDraft.draft;
    return done(await desk.ask(CHANGE.submit, { id, expectedVersion: version }));
  }
}
