import { deepEqual, ok, equal } from 'node:assert/strict';
import type { BankWords } from './bank-words.js';
import { nth } from './bank-words.js';
import { CATALOGUE, FACETS, LIST } from './documents.js';
import type { Ask } from './load.js';
import { address, dataOf, plain, question, type Scenario } from './scenario.js';

interface Hit {
  readonly material: { readonly slug: string; readonly title: string; readonly publishedAt: string };
}
interface Found {
  readonly searchMaterials: {
    readonly total: number;
    readonly hits: readonly Hit[];
    readonly facets: readonly { field: string; buckets: readonly { value: string; count: number }[] }[];
  };
}

/** Questions of each kind whose answers are compared before they are timed. */
const COMPARED = 20;
const FIELDS = ['KIND', 'THEME', 'SUBJECT', 'LEVEL', 'GRADE', 'NETWORK', 'YEAR', 'FORMAT'];
const turns = Array.from({ length: COMPARED }, (_, n) => n * 7 + 1);

/** The catalogue in all its uses. */
export function catalogueScenarios(words: BankWords): Scenario[] {
  const { kinds, themes, levels, phrases, titles, materials } = words;
  const choice = (n: number) => ({
    kinds: [nth(kinds, n)],
    themes: [nth(themes, Math.floor(n / kinds.length))],
  });
  const pages = Math.max(1, Math.min(50, Math.floor(materials / 20)));
  const list = (n: number) => question(LIST, { filter: choice(n), sort: 'NEWEST' }, n);
  const listLimit = (n: number) => plain('/catalogue', choice(n));
  const facets = (n: number) => question(FACETS, { filter: { kinds: [nth(kinds, n)] } }, n);
  const facetsLimit = (n: number) => plain('/facets', { kinds: [nth(kinds, n)] });
  const repeated = (n: number): Ask => ({
    ...list(1),
    headers: { ...list(1).headers, 'x-forwarded-for': address(n) },
  });
  const findsWhatItIsAskedFor: Scenario['check'] = async (bank) => {
    for (const n of turns) {
      const { title } = nth(titles, n);
      const text = await bank(question(CATALOGUE, { query: title, sort: 'RELEVANCE' }, n));
      const { hits } = dataOf<Found>(text).searchMaterials;
      ok(
        hits.some(({ material }) => material.title === title),
        `the search for «${title}» does not find it`,
      );
    }
  };
  return [
    {
      name: 'list',
      about: 'twenty of a theme and a kind, newest first',
      asking: list,
      limit: listLimit,
      bars: { timesLimit: 3 },
      async check(bank, limit) {
        for (const n of turns) sameList(await bank(list(n)), await limit(listLimit(n)));
      },
    },
    {
      name: 'catalogue',
      about: 'a page without a query, with facets',
      asking: (n) => question(CATALOGUE, { query: '', sort: 'NEWEST', page: 1 + (n % pages) }, n),
      limit: (n) => plain('/catalogue', { page: 1 + (n % pages) }),
      bars: { p95: 50 },
      async check(bank, limit) {
        for (const page of [1, pages]) {
          const answer = await bank(question(LIST, { sort: 'NEWEST', page }, page));
          sameList(answer, await limit(plain('/catalogue', { page })));
        }
      },
    },
    {
      name: 'search',
      about: 'one to three words, with facets and places',
      asking: (n) => question(CATALOGUE, { query: nth(phrases, n), sort: 'RELEVANCE' }, n),
      bars: { p95: 50 },
      check: findsWhatItIsAskedFor,
    },
    {
      name: 'search-filtered',
      about: 'the same in a kind and a level',
      asking: (n) => {
        const filter = { kinds: [nth(kinds, n % 5)], levels: [nth(levels, n)] };
        return question(CATALOGUE, { query: nth(phrases, n), sort: 'RELEVANCE', filter }, n);
      },
      bars: { p95: 50 },
      check: findsWhatItIsAskedFor,
    },
    {
      name: 'search-misspelt',
      about: 'the same with a letter left out',
      asking: (n) => question(CATALOGUE, { query: misspelt(nth(phrases, n)), sort: 'RELEVANCE' }, n),
      bars: { p95: 50 },
      check: findsWhatItIsAskedFor,
    },
    {
      name: 'facets',
      about: 'counts of eight facets under a kind',
      asking: facets,
      limit: facetsLimit,
      bars: { timesLimit: 20 },
      async check(bank, limit) {
        for (const n of kinds.keys()) sameFacets(await bank(facets(n)), await limit(facetsLimit(n)));
      },
    },
    {
      name: 'repeated',
      about: 'one question of the list again and again',
      asking: repeated,
      limit: () => listLimit(1),
      bars: { timesLimit: 50 },
      async check(bank) {
        equal(await bank(repeated(1)), await bank(repeated(2)));
        equal(await bank(repeated(3)), await bank(list(1)));
      },
    },
  ];
}

function misspelt(phrase: string): string {
  const middle = phrase.length >> 1;
  return phrase.slice(0, middle) + phrase.slice(middle + 1);
}

/** Materials published at one moment may stand in any order, also across the end of a page. */
function sameList(answer: string, reference: string): void {
  const given = dataOf<Found>(answer).searchMaterials;
  const wanted = JSON.parse(reference) as Found['searchMaterials'];
  equal(given.total, wanted.total);
  const times = (hits: readonly Hit[]) => hits.map(({ material }) => material.publishedAt);
  deepEqual(times(given.hits), times(wanted.hits));
  const cards = new Map(given.hits.map(({ material }) => [material.slug, material]));
  for (const { material } of wanted.hits) {
    const card = cards.get(material.slug);
    if (card) deepEqual(card, material);
  }
}

function sameFacets(answer: string, reference: string): void {
  const given = dataOf<Found>(answer).searchMaterials;
  const wanted = JSON.parse(reference) as { total: number; facets: Record<string, Record<string, number>> };
  equal(given.total, wanted.total);
  for (const field of FIELDS) {
    const buckets = given.facets.find((facet) => facet.field === field)?.buckets ?? [];
    const counts = Object.fromEntries(buckets.map(({ value, count }) => [value, count]));
    // a long facet shows its most frequent values only
    const known = Object.entries(wanted.facets[field] ?? {});
    deepEqual(
      counts,
      buckets.length < 100
        ? Object.fromEntries(known)
        : Object.fromEntries(known.filter(([value]) => value in counts)),
      field,
    );
  }
}
