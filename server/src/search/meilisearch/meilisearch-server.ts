import {
  type FederatedMultiSearchParams,
  Meilisearch,
  MeilisearchApiError,
  MeilisearchRequestError,
  MeilisearchRequestTimeOutError,
  type RecordAny,
  type SearchResponse,
} from 'meilisearch';
import { PlainError } from '../../platform/plain-error.js';
import { SETTINGS, type MeilisearchDocument } from './meilisearch-document.js';
import { ownKeys } from './meilisearch-keys.js';

/** Longest that indexing a batch may take, milliseconds. */
const TASK_MS = 600_000;
/** Longest that a request may take while indexing, and that a server may take to say that it is there. */
const REQUEST_MS = 30_000;
const GREETING_MS = 3000;
/** The version whose behaviour the settings and queries count on. */
const OLDEST = [1, 13] as const;
/** Answers of a server that does not take our key. */
const KEY_REFUSED = new Set([401, 403]);

/** Where the server is and how its indexes are called. */
export interface MeilisearchOptions {
  url: string;
  /** Its master key or a key that may make others, of which two narrow ones are made; any other is used as it is. */
  apiKey?: string | undefined;
  /** Before the names of all indexes of this bank. */
  prefix: string;
  /** Starts a server of the bank's own again where it has died. */
  revive?: (() => Promise<void>) | undefined;
}

interface Clients {
  readonly search: Meilisearch;
  readonly index: Meilisearch;
}

/**
 * A Meilisearch server as the engine needs it. Calls that change something return when it is done; a server that does
 * not answer or does not let us in is a PlainError.
 */
export class MeilisearchServer {
  #clients: Promise<Clients> | undefined;

  constructor(private readonly options: MeilisearchOptions) {}

  /** Version of the server. Throws when it is older than ours needs. */
  async version(): Promise<string> {
    const { pkgVersion } = await this.#told(this.#connect(GREETING_MS, this.options.apiKey).getVersion());
    const [major = 0, minor = 0] = pkgVersion.split('.').map(Number);
    if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
      throw new PlainError(
        `Нужен Meilisearch ${OLDEST.join('.')} или новее, а это ${pkgVersion} ` +
          `(Meilisearch ${OLDEST.join('.')} or later is needed).`,
      );
    return pkgVersion;
  }

  /** Whether the server has the index of a generation. */
  async has(generation: string): Promise<boolean> {
    return this.#index((client) => client.index(this.uid(generation)).getRawInfo()).then(
      () => true,
      (error: unknown) => {
        if (error instanceof MeilisearchApiError && error.cause?.code === 'index_not_found') return false;
        throw error;
      },
    );
  }

  /** Makes the empty index of a generation. */
  async create(generation: string): Promise<void> {
    const uid = this.uid(generation);
    await this.#done((client) => client.createIndex(uid, { primaryKey: 'id' }).waitTask());
    await this.#done((client) => client.index(uid).updateSettings(SETTINGS).waitTask());
  }

  /** Deletes the index of a generation; that there is none is no error. */
  async drop(generation: string): Promise<void> {
    const { status, error } = await this.#index((client) =>
      client.deleteIndex(this.uid(generation)).waitTask(),
    );
    if (status !== 'succeeded' && error?.code !== 'index_not_found')
      throw new Error(`Meilisearch: ${error?.message ?? status}`);
  }

  /** Adds or replaces documents. */
  async add(generation: string, documents: readonly MeilisearchDocument[]): Promise<void> {
    if (documents.length === 0) return;
    await this.#done((client) =>
      client
        .index(this.uid(generation))
        .addDocuments([...documents])
        .waitTask(),
    );
  }

  /** Deletes documents; unknown ids are no error. */
  async remove(generation: string, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#done((client) =>
      client
        .index(this.uid(generation))
        .deleteDocuments([...ids])
        .waitTask(),
    );
  }

  /** How many documents an index has. */
  async count(generation: string): Promise<number> {
    const stats = await this.#index((client) => client.index(this.uid(generation)).getStats());
    return stats.numberOfDocuments;
  }

  /** Ids of documents that have all the words. */
  async find(generation: string, words: string, limit: number): Promise<string[]> {
    const { hits } = await this.#search((client) =>
      client.index<MeilisearchDocument>(this.uid(generation)).search(words, {
        ...{ limit, matchingStrategy: 'all', attributesToRetrieve: ['id'] },
      }),
    );
    return hits.map(({ id }) => id);
  }

  /** Several queries whose results are joined. */
  federated(request: FederatedMultiSearchParams): Promise<SearchResponse<RecordAny>> {
    return this.#search((client) => client.multiSearch<FederatedMultiSearchParams, RecordAny>(request));
  }

  /** Name of the index of a generation. */
  uid(generation: string): string {
    return `${this.options.prefix}_${generation}`;
  }

  /** Asks with the key that may only search. */
  async #search<T>(use: (client: Meilisearch) => Promise<T>): Promise<T> {
    return this.#told(this.#narrow().then(({ search }) => use(search)));
  }

  /** Asks with the key that may make, fill and drop our indexes. */
  async #index<T>(use: (client: Meilisearch) => Promise<T>): Promise<T> {
    return this.#told(this.#narrow().then(({ index }) => use(index)));
  }

  /** Waits for a task: Meilisearch accepts first and tells afterwards whether it could. */
  async #done(
    use: (client: Meilisearch) => Promise<{ status: string; error: { message: string } | null }>,
  ): Promise<void> {
    const { status, error } = await this.#index(use);
    if (status !== 'succeeded') throw new Error(`Meilisearch: ${error?.message ?? status}`);
  }

  #narrow(): Promise<Clients> {
    this.#clients ??= this.#connectNarrowly().catch((error: unknown) => {
      this.#clients = undefined;
      throw error;
    });
    return this.#clients;
  }

  async #connectNarrowly(): Promise<Clients> {
    const { apiKey, prefix } = this.options;
    const keys = await ownKeys(this.#connect(REQUEST_MS, apiKey), prefix);
    return {
      search: this.#connect(REQUEST_MS, keys?.search ?? apiKey),
      index: this.#connect(REQUEST_MS, keys?.index ?? apiKey, { timeout: TASK_MS, interval: 50 }),
    };
  }

  #connect(
    timeout: number,
    apiKey: string | undefined,
    defaultWaitOptions?: { timeout: number; interval: number },
  ): Meilisearch {
    const { url: host } = this.options;
    return new Meilisearch({
      ...{ host, timeout, ...(apiKey && { apiKey }), ...(defaultWaitOptions && { defaultWaitOptions }) },
    });
  }

  async #told<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      const server = `Meilisearch ${new URL(this.options.url).origin}`;
      if (error instanceof MeilisearchRequestError || error instanceof MeilisearchRequestTimeOutError)
        throw new PlainError(`${server} не отвечает (does not answer): ${reason(error)}`, { cause: error });
      if (error instanceof MeilisearchApiError && KEY_REFUSED.has(error.response.status)) {
        // a server that has lost its data has lost our keys too: they are made again for the next question
        this.#clients = undefined;
        throw new PlainError(`${server} не принимает ключ MEILI_API_KEY (refuses the key): ${error.message}`);
      }
      throw error;
    }
  }
}

/** What the network said: the innermost error knows. */
function reason(error: Error): string {
  let inner: unknown = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  return inner instanceof Error
    ? inner.message || String((inner as NodeJS.ErrnoException).code)
    : String(inner);
}
