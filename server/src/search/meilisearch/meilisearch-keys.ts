import { v5 } from 'uuid';

/** What each of our keys may do, with our own indexes alone. */
const RIGHTS = {
  search: ['search'],
  index: [
    'indexes.create',
    'indexes.get',
    'indexes.delete',
    'documents.add',
    'documents.delete',
    'settings.update',
    'stats.get',
    'tasks.get',
  ],
} as const;

/** Names the keys of banks: a uuid made for them. */
const NAMESPACE = '2a8e1f6c-58b1-4c55-9a0c-6a4f6d0c7e21';

/** A server without keys, and a key that may make no others. */
const CANNOT = new Set(['missing_master_key', 'invalid_api_key', 'missing_authorization_header']);

/** The two questions about keys, as the official client asks them. */
export interface KeyMaker {
  getKey(uid: string): Promise<{ readonly key: string }>;
  createKey(wanted: {
    uid: string;
    name: string;
    actions: string[];
    indexes: string[];
    expiresAt: null;
  }): Promise<{ readonly key: string }>;
}

/** A key that may only search the indexes of a bank, and one that may only make, fill and drop them. */
export interface OwnKeys {
  readonly search: string;
  readonly index: string;
}

/**
 * The keys of a bank, made where they are missing. They are found by what they may do, so that all processes of a bank
 * share them and a later version that needs other rights makes others. Null where the server knows no keys, or where
 * the client's own key may make none: then it is already as narrow as its deployment wants it.
 */
export async function ownKeys(client: KeyMaker, prefix: string): Promise<OwnKeys | null> {
  try {
    const [search, index] = [await keyFor(client, prefix, 'search'), await keyFor(client, prefix, 'index')];
    return { search, index };
  } catch (error) {
    if (CANNOT.has(codeOf(error))) return null;
    throw error;
  }
}

async function keyFor(client: KeyMaker, prefix: string, kind: keyof typeof RIGHTS): Promise<string> {
  const actions = [...RIGHTS[kind]];
  const indexes = [`${prefix}_*`];
  const uid = v5(JSON.stringify([actions, indexes]), NAMESPACE);
  const known = () => client.getKey(uid).then(({ key }) => key);
  try {
    return await known();
  } catch (error) {
    if (codeOf(error) !== 'api_key_not_found') throw error;
  }
  try {
    const name = `${prefix}: ${kind}`;
    return (await client.createKey({ uid, name, actions, indexes, expiresAt: null })).key;
  } catch (error) {
    // another process was quicker
    if (codeOf(error) !== 'api_key_already_exists') throw error;
    return known();
  }
}

/** What the server calls the fault that the client has thrown; empty where it is another. */
const codeOf = (error: unknown): string =>
  (error as { cause?: { code?: string } | undefined } | null)?.cause?.code ?? '';
