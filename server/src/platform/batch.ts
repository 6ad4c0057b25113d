import DataLoader from 'dataloader';

const loaders = new WeakMap<object, Map<string, DataLoader<never, unknown>>>();

/**
 * Collects the keys that the resolvers of one request ask for and loads them in one statement.
 * @param context the request's GraphQL context; what was loaded lives as long as it does
 * @param name names the relation, with its arguments where they change the answer
 * @param load answers all keys at once; a key that is missing from the map loads as undefined
 */
export function batched<K, V>(
  context: object,
  name: string,
  load: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
): (key: K) => Promise<V | undefined> {
  let ofRequest = loaders.get(context);
  if (!ofRequest) loaders.set(context, (ofRequest = new Map()));
  let loader = ofRequest.get(name) as DataLoader<K, V | undefined> | undefined;
  if (!loader) {
    loader = new DataLoader<K, V | undefined>(
      async (keys) => {
        const found = await load(keys);
        return keys.map((key) => found.get(key));
      },
      { maxBatchSize: 1000 },
    );
    ofRequest.set(name, loader as unknown as DataLoader<never, unknown>);
  }
  return (key) => loader.load(key);
}

/** Groups rows by a key, in their order. */
export function groupBy<K, V>(rows: readonly V[], key: (row: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}
