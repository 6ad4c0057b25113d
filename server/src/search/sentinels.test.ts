import { expect, test } from 'vitest';
import { Analyser } from './analysis/analyser.js';
import type { IndexBuild, IndexDocument } from './search-engine.js';
import { Sentinels } from './sentinels.js';

const analyser = await Analyser.load();
const documents = Array.from(
  { length: 500 },
  (_, number) => ({ id: `id-${number}`, title: `Занятие ${number}` }) as IndexDocument,
);

test('an index that loses materials does not come into use', async () => {
  const asked: string[] = [];
  const holding = (ids: ReadonlySet<string>) =>
    ({
      find: (query: { text: string }) => {
        asked.push(query.text);
        const id = query.text.replace('Занятие ', 'id-');
        return Promise.resolve(ids.has(id) ? [id] : []);
      },
    }) as unknown as IndexBuild;
  const sentinels = new Sentinels(documents.length);
  sentinels.take(documents.slice(0, 250));
  sentinels.take(documents.slice(250));
  const all = new Set(documents.map(({ id }) => id));
  await sentinels.check(holding(all), analyser);
  expect(asked).toHaveLength(50);
  all.delete('id-490');
  await expect(sentinels.check(holding(all), analyser)).rejects.toThrow('does not find «Занятие 490»');
});
