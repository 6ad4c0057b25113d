import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootApp, type BootedApp } from '../../test/app.js';
import { buildMaterial, buildTheme } from '../../test/builders.js';
import { PriorityTheme, ThemeStatus } from './priority-theme.entity.js';

let app: BootedApp;

beforeAll(async () => {
  app = await bootApp();
  const em = app.orm.em.fork();
  const open = buildTheme(em, { slug: 'otkrytaya', title: 'Открытая тема' });
  const hidden = [ThemeStatus.PROPOSED, ThemeStatus.APPROVED].map((status) =>
    buildTheme(em, { slug: status.toLowerCase(), title: `Тайная ${status}`, altLabels: ['квазар'], status }),
  );
  await em.flush();
  for (const theme of hidden) {
    theme.broader = em.getReference(PriorityTheme, open.id, { wrapped: true });
    open.related.add(theme);
    buildMaterial(em, { title: `Материал ${theme.slug}`, themes: [theme] });
  }
  buildMaterial(em, { title: 'Материал открытой темы', themes: [open] });
  await em.flush();
  await app.search.catchUp();
});
afterAll(() => app.close());

describe('a theme that the council has not opened yet', () => {
  it('is neither in the tree nor named by its neighbours, and counts for none of them', async () => {
    const { data } = await app.gql(
      '{ priorityThemes { slug materialCount narrower { slug } related { slug } } }',
    );
    expect(data.priorityThemes).toEqual([{ slug: 'otkrytaya', materialCount: 1, narrower: [], related: [] }]);
  });

  it.each(['proposed', 'approved'])('has no page, and no list tells that it is there: %s', async (slug) => {
    const { data, errors } = await app.gql(`query ($slug: String!) { priorityTheme(slug: $slug) { slug } }`, {
      slug,
    });
    expect(data.priorityTheme).toBeNull();
    expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const lists = await app.gql(
      `query ($slug: String!) {
        materials(first: 5, filter: { themes: [$slug] }) { nodes { slug } }
        searchMaterials(filter: { themes: [$slug] }) { total }
      }`,
      { slug },
    );
    expect(lists.data).toEqual({ materials: { nodes: [] }, searchMaterials: { total: 0 } });
  });

  it('covers no materials of the open theme above it, and its synonyms find nothing', async () => {
    const { data } = await app.gql(
      `{ materials(first: 5, filter: { themes: ["otkrytaya"] }) { nodes { title themes { slug } } }
         named: materials(first: 5) { nodes { themes { slug } } }
         searchMaterials(query: "квазар") { total } }`,
    );
    expect(data.materials.nodes).toEqual([
      { title: 'Материал открытой темы', themes: [{ slug: 'otkrytaya' }] },
    ]);
    expect(data.named.nodes.flatMap((node: { themes: unknown[] }) => node.themes)).toHaveLength(1);
    expect(data.searchMaterials.total).toBe(0);
  });
});
