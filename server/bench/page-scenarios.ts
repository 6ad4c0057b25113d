import { deepEqual, ok } from 'node:assert/strict';
import { type BankWords, nth } from './bank-words.js';
import { LIST, MATERIAL, MATERIAL_PAGE, SUGGEST } from './documents.js';
import type { Ask } from './load.js';
import { address, dataOf, plain, question, type Scenario } from './scenario.js';

interface Suggested {
  readonly suggest: readonly { kind: string; title: readonly { text: string }[] }[];
}
interface Listed {
  readonly searchMaterials: { readonly hits: readonly { material: { slug: string } }[] };
}

/** The material page, the suggestions and the pages that the server draws. */
export function pageScenarios(words: BankWords): Scenario[] {
  const { slugs, kinds, phrases, beginnings, surnames } = words;
  const passport = (n: number) => question(MATERIAL, { slug: nth(slugs, n) }, n);
  const passportLimit = (n: number) => plain('/material', { slug: nth(slugs, n) });
  const suggest = (typed: string, n: number) => question(SUGGEST, { typed }, n);
  const samePassport: Scenario['check'] = async (bank, limit) => {
    for (let n = 0; n < 20; n += 1) {
      const given = dataOf<{ material: object }>(await bank(passport(n))).material;
      deepEqual(given, JSON.parse(await limit(passportLimit(n))));
    }
  };
  return [
    {
      name: 'material',
      about: 'a material with its people and files',
      asking: passport,
      limit: passportLimit,
      bars: { timesLimit: 0.95 },
      check: samePassport,
    },
    {
      name: 'material-page',
      about: 'the same with text, citation, similar ones',
      asking: (n) => question(MATERIAL_PAGE, { slug: nth(slugs, n) }, n),
      bars: { p95: 50 },
      check: samePassport,
    },
    {
      name: 'suggest',
      about: 'type-ahead for three to six letters',
      asking: (n) => suggest(nth(beginnings, n), n),
      bars: { p95: 15 },
      async check(bank) {
        for (let n = 0; n < Math.min(20, surnames.length); n += 1) {
          const surname = nth(surnames, n);
          const { suggest: given } = dataOf<Suggested>(await bank(suggest(surname, n)));
          const names = given.map(({ title }) => title.map(({ text }) => text).join(''));
          ok(
            names.some((name) => name.startsWith(surname)),
            `«${surname}» is not suggested`,
          );
        }
      },
    },
    {
      name: 'html',
      about: 'the drawn catalogue, its answer remembered',
      asking: (n) => page(`kind=${inAddress(nth(kinds, n))}`, n),
      bars: { perSecond: 1000 },
      async check(bank) {
        for (const [n, kind] of kinds.entries()) {
          const html = await bank({ ...page(`kind=${inAddress(kind)}`, n), headers: {} });
          const list = await bank(question(LIST, { filter: { kinds: [kind] }, sort: 'NEWEST' }, n));
          for (const { material } of dataOf<Listed>(list).searchMaterials.hits)
            ok(html.includes(`/materials/${material.slug}`), `the page of ${kind} lacks ${material.slug}`);
        }
      },
    },
    {
      name: 'html-new',
      about: 'the drawn catalogue, every query new',
      asking: (n) => page(`q=${encodeURIComponent(nth(phrases, n))}&from=${1900 + (n % 90)}`, n),
      check: () => Promise.resolve(), // the same page as above over the same search as above
    },
  ];
}

function page(search: string, n: number): Ask {
  const headers = { 'accept-encoding': 'gzip', 'x-forwarded-for': address(n) };
  return { method: 'GET', path: `/catalogue?${search}`, headers };
}

function inAddress(kind: string): string {
  return kind.toLowerCase().replaceAll('_', '-');
}
