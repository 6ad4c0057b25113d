import { inAddress } from '#lib/address.ts';
import { NEEDS } from '#lib/council/labels.ts';
import { kindLabel, type MaterialKind } from '#lib/labels/material.ts';
import { askAsMember } from '#lib/reader/own.ts';
import { QueueQuery } from './queries.ts';
import type { PageServerLoad } from './$types';

const ORDERS = ['LONGEST_WAITING', 'NEWEST', 'DUE_FIRST'] as const;
const KINDS = Object.keys(kindLabel) as MaterialKind[];

/** The value that an address names, written as addresses write it. */
const named = <Value extends string>(values: readonly Value[], text: string | null): Value | undefined =>
  values.find((value) => inAddress(value) === text);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const asked = (name: string) => url.searchParams.get(name);
  const need = named(NEEDS, asked('need')) ?? null;
  const kind = named(KINDS, asked('kind')) ?? null;
  const theme = asked('theme') || null;
  const order = named(ORDERS, asked('order')) ?? ORDERS[0];
  const { councilQueue, reviewerLoad, priorityThemes } = await askAsMember(
    { url, locals, cookies },
    QueueQuery,
    {
      filter: { needs: need && [need], kinds: kind && [kind], themes: theme ? [theme] : null },
      order,
      after: asked('after'),
    },
  );
  return {
    ...{ need, kind, theme, order, done: asked('done') },
    items: councilQueue.nodes,
    total: councilQueue.totalCount,
    counts: Object.fromEntries(councilQueue.counts.map((group) => [group.need, group.count])),
    next: councilQueue.pageInfo.hasNextPage ? councilQueue.pageInfo.endCursor : null,
    load: reviewerLoad,
    themes: priorityThemes,
  };
};
