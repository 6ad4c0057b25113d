/** Section A of the security cases, by their numbers, against the real server over HTTP. */
import { buildSchema, getIntrospectionQuery } from 'graphql';
import { request } from 'node:http';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BootedApp, type ClientAnswer, bootApp, readAnswer } from './app.js';
import { buildMaterial, buildOrganization, buildPerson, buildSubject, buildTheme } from './builders.js';
import { statementsOf } from './statements.js';

let app: BootedApp;
beforeAll(async () => {
  app = await bootApp();
});
afterAll(() => app.close());

const codesOf = ({ errors }: ClientAnswer) => errors.map(({ extensions }) => extensions['code']);
const many = (count: number, make: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => make(n)).join(' ');
const get = (search: string, headers: Record<string, string> = {}) =>
  fetch(`${app.url}/graphql${search}`, { headers }).then(readAnswer);
const PREFLIGHT = { 'apollo-require-preflight': 'true' };

/** A refusal of the question itself: 400, a code, at little cost, and nothing of the inside. */
async function expectRefused(answer: Promise<ClientAnswer>, code?: string): Promise<ClientAnswer> {
  // the time of the processor, which a busy machine does not make longer
  const began = process.cpuUsage();
  const given = await answer;
  const { user, system } = process.cpuUsage(began);
  expect((user + system) / 1_000, 'milliseconds of the processor').toBeLessThan(1_000);
  expect(given.status).toBe(400);
  expect(given.data).toBeUndefined();
  expect(given.errors.length).toBeGreaterThan(0);
  if (code) expect(codesOf(given)).toContain(code);
  expect(given.text).not.toMatch(/node_modules|\.ts:|\.js:|select |stack/);
  return given;
}

describe('intricate documents are refused before they cost anything', () => {
  test('A1: 6,000 aliases', () =>
    expectRefused(app.gql(`{ ${many(6000, (n) => `a${n.toString(36)}:__typename`)} }`)));

  test('A2: 31 aliases of one list; 30 in two places are answered', async () => {
    await expectRefused(app.gql(`{ ${many(31, (n) => `a${n}: subjects { slug }`)} }`), 'QUERY_LIMIT');
    const fields = (name: string) => many(15, (n) => `${name}${n}: ${name} { title }`);
    expect((await app.gql(`{ ${fields('subjects')} ${fields('priorityThemes')} }`)).status).toBe(200);
  });

  test('A3: 21 repeats of one field, by fragments too', async () => {
    await expectRefused(app.gql(`{ ${many(21, () => 'subjects { slug }')} }`), 'QUERY_LIMIT');
    const fragments = many(21, (n) => `fragment F${n} on Query { subjects { slug } }`);
    await expectRefused(app.gql(`{ ${many(21, (n) => `...F${n}`)} } ${fragments}`), 'QUERY_LIMIT');
    await expectRefused(
      app.gql(`{ ${many(21, () => '...F')} } fragment F on Query { subjects { slug } }`),
      'QUERY_LIMIT',
    );
  });

  test('A4: 9 directives; 5,000 of them tell at most 5 errors', async () => {
    await expectRefused(
      app.gql(`{ subjects { slug ${many(9, () => '@include(if: true)')} } }`),
      'QUERY_LIMIT',
    );
    const answer = await expectRefused(app.gql(`{ __typename ${many(5000, () => '@a')} }`));
    expect(answer.errors.length).toBeLessThanOrEqual(5);
    const unknown = await expectRefused(app.gql(`{ ${many(300, (n) => `unknown${n}`)} }`));
    expect(unknown.errors.length).toBeLessThanOrEqual(5);
  });

  test('A9: a cycle of 600 fragments', () =>
    expectRefused(
      app.gql(`{ ...F0 } ${many(600, (n) => `fragment F${n} on Query { ...F${(n + 1) % 600} }`)}`),
    ));

  test('A10: fragments that double 16 times', () =>
    expectRefused(
      app.gql(
        `{ ...F0 } ${many(16, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`)} fragment F16 on Query { __typename }`,
      ),
      'QUERY_LIMIT',
    ));

  test('A11: a list nested 30,000 deep', () =>
    expectRefused(app.gql(`{ material(slug: ${'['.repeat(30_000)}${']'.repeat(30_000)}) { id } }`)));

  test('A12: a selection nested 12,000 deep; 19 deep by limit', async () => {
    await expectRefused(app.gql(`${'{a'.repeat(12_000)}${'}'.repeat(12_000)}`));
    await expectRefused(
      app.gql(`{ priorityThemes ${'{ broader '.repeat(18)} { slug } ${'}'.repeat(18)} }`),
      'QUERY_LIMIT',
    );
  });
});

describe('large answers are refused by their cost', () => {
  const members = (size: number, inner: string) =>
    `organizations(first: ${size}) { nodes { authors(first: ${size}) { ${inner} } } }`;

  test('A5: a cycle of four lists of ten, with the computed figure', async () => {
    const cycle = 'organization { authors(first: 10) { organization { authors(first: 10) { slug } } } }';
    const cost = 1 + 10 * (1 + 10 * (1 + 1 + 10 * (1 + 1 + 10)));
    const { errors } = await expectRefused(app.gql(`{ ${members(10, cycle)} }`), 'QUERY_COST');
    expect(errors[0]!.extensions).toMatchObject({ cost, limit: 10_000 });
    expect(errors[0]!.message).toContain(String(cost));
  });

  test.each(['101', '-1', '2147483648'])('A6: first: %s', async (first) => {
    await expectRefused(app.gql(`{ materials(first: ${first}) { totalCount } }`));
  });

  test('A6: a page out of range by variable names the argument', async () => {
    const { errors } = await expectRefused(
      app.gql('query ($n: Int!) { materials(first: $n) { totalCount } }', { n: 101 }),
      'BAD_USER_INPUT',
    );
    expect(errors[0]!.extensions['fields']).toHaveProperty('first');
  });

  test.each([
    ['closeCall', 'CloseCallInput', { id: '1', expectedVersion: 1.5 }, 'нужно целое число'],
    ['closeCall', 'CloseCallInput', { id: '1', expectedVersion: 1e12 }, 'вне допустимых пределов'],
    [
      ...(['openCall', 'OpenCallInput', { theme: 'a', text: 'a', until: '202666-12-01' }] as const),
      'такой даты нет: нужны день, месяц и год из четырёх цифр',
    ],
  ])(
    'what was typed wrong into a form is told of its field, in words: %s',
    async (name, type, input, fault) => {
      const document = `mutation ($input: ${type}!) { ${name}(input: $input) { id } }`;
      const { errors } = await expectRefused(app.gql(document, { input }), 'BAD_USER_INPUT');
      expect(Object.values(errors[0]!.extensions['fields'] as object)).toEqual([fault]);
    },
  );

  test('A7: a page of 10^9 by variable counts as the largest page', async () => {
    const query = 'query ($n: Int!) { organizations(first: $n) { nodes { authors(first: $n) { slug } } } }';
    const { errors } = await expectRefused(app.gql(query, { n: 1e9 }), 'QUERY_COST');
    expect(errors[0]!.extensions['cost']).toBe(10_101);
  });

  test('A8: a list without a page counts as its default page', async () => {
    const nested =
      'organizations { nodes { authors { organization { authors { organization { authors { slug } } } } } } }';
    const { errors } = await expectRefused(app.gql(`{ ${nested} }`), 'QUERY_COST');
    expect(errors[0]!.extensions['cost']).toBe(1 + 20 * (1 + 20 * (2 + 20 * (2 + 20))));
  });

  test('the cost is the same when the document is remembered', async () => {
    const query = 'query ($n: Int!) { organizations(first: $n) { nodes { authors(first: $n) { slug } } } }';
    expect((await app.gql(query, { n: 5 })).status).toBe(200);
    await expectRefused(app.gql(query, { n: 100 }), 'QUERY_COST');
  });
});

describe('bodies that are not a question', () => {
  test('A13: 101 KB', async () => {
    const answer = await app.gql(`{ __typename } # ${'x'.repeat(101 * 1024)}`);
    expect(answer.status).toBe(413);
  });

  test('A14: variables nested 10,000 deep are ignored', async () => {
    const deep = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
    const answer = await app.post(`{"query":"{ __typename }","variables":${deep}}`);
    expect([200, 400]).toContain(answer.status);
    expect((await app.gql('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });

  test('A15: a batch', () => expectRefused(app.post('[{"query":"{__typename}"},{"query":"{__typename}"}]')));

  test.each(['{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}'])(
    'A16: poisoned variables %s',
    async (variables) => {
      expect((await app.post(`{"query":"{ __typename }","variables":${variables}}`)).status).toBe(400);
      const search = `?query={__typename}&variables=${encodeURIComponent(variables)}`;
      expect((await get(search, PREFLIGHT)).status).toBe(400);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    },
  );
});

describe('transport', () => {
  test('A17: GET needs the preflight header, also for what is remembered', async () => {
    expect((await get('?query={__typename}', PREFLIGHT)).status).toBe(200);
    expect((await get('?query={__typename}', PREFLIGHT)).status).toBe(200);
    expect((await get('?query={__typename}')).status).toBe(400);
  });

  test('A17: a mutation by GET, and other methods', async () => {
    const answer = await get('?query=mutation{nothing}', PREFLIGHT);
    expect([400, 405]).toContain(answer.status);
    for (const method of ['PUT', 'DELETE', 'PATCH'])
      expect((await fetch(`${app.url}/graphql`, { method })).status).toBe(405);
  });

  test.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])(
    'A17: POST of %s',
    async (type) => {
      const answer = await app.post('{"query":"{__typename}"}', { 'content-type': type });
      expect([400, 415]).toContain(answer.status);
    },
  );

  test('A18: GET with Content-Type text/plain', async () => {
    expect((await get('?query={__typename}', { ...PREFLIGHT, 'content-type': 'text/plain' })).status).toBe(
      415,
    );
  });

  test.each(['utf-7', 'ibm037', '"utf-16"'])('A19: a body in %s', async (charset) => {
    const answer = await app.post('{"query":"{__typename}"}', {
      'content-type': `application/json; charset=${charset}`,
    });
    expect(answer.status).toBe(415);
  });

  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ];
  test.each(foreign)('A20: a page of another site: %o', async (headers) => {
    const answer = await app.gql('{ __typename }', {}, { cookie: 'sid=1', ...headers });
    expect(answer.status).toBe(403);
    expect(codesOf(answer)).toEqual(['FORBIDDEN']);
  });

  test('A20: our own pages and programs are answered', async () => {
    const own: Record<string, string>[] = [
      { origin: app.url },
      { 'sec-fetch-site': 'same-origin', origin: 'http://behind.proxy.example' },
      {},
    ];
    for (const headers of own) expect((await app.gql('{ __typename }', {}, headers)).status).toBe(200);
  });

  test('A23: persisted queries are off', async () => {
    const sha256Hash = 'a'.repeat(64);
    const answer = await app.post(
      JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash } } }),
    );
    expect(codesOf(answer)).toEqual(['PERSISTED_QUERY_NOT_SUPPORTED']);
  });

  test('A29: there are no subscriptions', async () => {
    await expectRefused(app.gql('subscription { anything }'));
    const upgraded = await new Promise<boolean>((resolve) => {
      const headers = {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-key': 'x',
        'sec-websocket-version': '13',
      };
      const attempt = request(`${app.url}/graphql`, { headers });
      attempt.on('upgrade', () => resolve(true));
      attempt.on('response', (response) => resolve((response.resume(), false)));
      attempt.on('error', () => resolve(false));
      attempt.end();
    });
    expect(upgraded).toBe(false);
  });
});

describe('what errors tell', () => {
  test('A21: introspection is for public deployments; the schema is served in any case', async () => {
    expect((await app.gql(getIntrospectionQuery())).errors).toEqual([]);
    const closed = await bootApp({ config: { publicApi: false } });
    try {
      await expectRefused(closed.gql(getIntrospectionQuery()), 'INTROSPECTION_DISABLED');
      const schema = await fetch(`${closed.url}/schema.graphql`).then((response) => response.text());
      expect(buildSchema(schema).getQueryType()?.getFields()).toHaveProperty('materials');
    } finally {
      await closed.close();
    }
  });

  test('A22: an unknown field names no other', async () => {
    for (const query of [
      '{ materialz { totalCount } }',
      '{ materials(firzt: 1) { totalCount } }',
      '{ materials { totalCounts } }',
    ]) {
      const { text } = await expectRefused(app.gql(query), 'GRAPHQL_VALIDATION_FAILED');
      expect(text).not.toMatch(/did you mean|totalCount"|first/i);
    }
  });

  test('errors speak the language of the visitor', async () => {
    const query = '{ material(slug: "нет-такого") { id } }';
    const russian = await app.gql(query);
    const english = await app.gql(query, {}, { 'accept-language': 'en-GB,en;q=0.9,ru;q=0.5' });
    expect([russian, english].map(({ errors }) => errors[0])).toMatchObject([
      { message: 'Не найдено.', extensions: { code: 'NOT_FOUND' } },
      { message: 'Not found.', extensions: { code: 'NOT_FOUND' } },
    ]);
  });
});

describe('A24: statements of a list do not grow with it', () => {
  beforeAll(async () => {
    const em = app.orm.em.fork();
    const organization = buildOrganization(em);
    const theme = buildTheme(em);
    const subject = buildSubject(em);
    for (let n = 0; n < 100; n++) {
      const author = buildPerson(em, ['Иванцова', `Мария${n}`], organization);
      const data = {
        authors: [author],
        subjects: [subject],
        themes: [theme],
        organization,
        pages: ['Текст'],
      };
      buildMaterial(em, data);
    }
    await em.flush();
  });

  test('20 and 100 materials take the same number, at most 8', async () => {
    const query = `query ($n: Int!) { materials(first: $n) { totalCount nodes {
      title subjects { title } themes { title } organization { shortName } files { name }
      contributions { name author { shortName organization { shortName } } } } } }`;
    const counts: number[] = [];
    for (const n of [20, 100]) {
      const statements = await statementsOf(async () => {
        const { data } = await app.gql(query, { n });
        expect(data.materials.nodes).toHaveLength(n);
        expect(data.materials.nodes[0].contributions[0].author.organization.shortName).toBeTruthy();
      });
      counts.push(statements.length);
    }
    expect(counts[1]).toBe(counts[0]);
    expect(counts[0]).toBeLessThanOrEqual(8);
  });
});

describe('with resolvers that misbehave', () => {
  let strange: BootedApp;
  const lines: string[] = [];
  beforeAll(async () => {
    strange = await bootApp({ schema: misbehaving, log: (line) => lines.push(line) });
  });
  afterAll(() => strange.close());
  const running = async ({ databaseUrl } = strange): Promise<number> => {
    const { rows } = await app.pool.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where datname = $1 and query like '%pg_sleep%' and state = 'active'`,
      [new URL(databaseUrl).pathname.slice(1)],
    );
    return rows[0]!.n;
  };

  test('A25: an exception is told as a request id, its words stay in the log', async () => {
    const { errors, text } = await strange.gql('{ broken }');
    expect(errors[0]).toMatchObject({ extensions: { code: 'INTERNAL_SERVER_ERROR' } });
    expect(errors[0]!.message).toMatch(/^Внутренняя ошибка/);
    expect(text).not.toMatch(/secret|TypeError|undefined/);
    const logged = lines.find((line) => line.includes('secret detail'));
    expect(logged).toContain(errors[0]!.extensions['requestId']);
  });

  test('A25: a broken promise of the schema is not explained either', async () => {
    const { errors, text } = await strange.gql('{ missing }');
    expect(errors[0]!.extensions['code']).toBe('INTERNAL_SERVER_ERROR');
    expect(text).not.toContain('non-nullable');
  });

  test('A26: an address that asks too much waits, another does not', async () => {
    const query = 'query ($n: Int!) { items(first: $n) { items(first: 99) { name } } }';
    const behindProxy = await bootApp({ schema: misbehaving, config: { trustProxy: ['loopback'] } });
    try {
      const from = (address: string, n: number) =>
        behindProxy.gql(query, { n }, { 'x-forwarded-for': address });
      const greedy = await Promise.all(
        Array.from({ length: 150 }, (_, i) => from('203.0.113.5', 50 + (i % 50))),
      );
      const waiting = greedy.filter(({ status }) => status === 429);
      expect(waiting.length).toBeGreaterThan(0);
      expect(codesOf(waiting[0]!)).toEqual(['RATE_LIMITED']);
      for (const header of ['retry-after', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'])
        expect(waiting[0]!.headers.get(header)).toMatch(/^\d+$/);
      expect((await from('203.0.113.6', 49)).status).toBe(200);
    } finally {
      await behindProxy.close();
    }
  });

  test('A27: the database stops working for a client who hung up', async () => {
    // nothing but the client who hung up ends a statement here
    const patient = await bootApp({ schema: misbehaving, statementTimeout: 0 });
    try {
      const leaving = new AbortController();
      const answer = fetch(`${patient.url}/graphql`, {
        method: 'POST',
        body: JSON.stringify({ query: '{ slow(seconds: 120) }' }),
        headers: { 'content-type': 'application/json' },
        signal: leaving.signal,
      });
      await expect.poll(() => running(patient), { interval: 20 }).toBe(1);
      leaving.abort();
      await expect(answer).rejects.toThrow(/abort/);
      await expect.poll(() => running(patient)).toBe(0);
      expect((await patient.gql('{ slow(seconds: 0) }')).data).toEqual({ slow: true });
    } finally {
      await patient.close();
    }
  });

  test('A28: a query longer than five seconds is cancelled', async () => {
    const { errors } = await strange.gql('{ slow(seconds: 20) }');
    expect(errors[0]).toMatchObject({ extensions: { code: 'TIMEOUT' } });
    await expect.poll(() => running()).toBe(0);
  });
});

test('requests over the limit of the address get 429 with Retry-After', async () => {
  const strict = await bootApp({ config: { rateLimit: 3 } });
  try {
    const answers = [];
    for (let n = 0; n < 5; n++) answers.push(await strict.gql('{ __typename }'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
    expect(answers[0]!.headers.get('ratelimit-limit')).toBe('3');
    expect(Number(answers[4]!.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(codesOf(answers[4]!)).toEqual(['RATE_LIMITED']);
    expect((await fetch(`${strict.url}/healthz`)).status).toBe(200);
  } finally {
    await strict.close();
  }
});

function misbehaving(pool: Pool) {
  const schema = buildSchema(`
    type Query {
      broken: String
      missing: String!
      slow(seconds: Int!): Boolean
      items(first: Int! = 10): [Item!]!
    }
    type Item { name: String items(first: Int! = 10): [Item!]! }
  `);
  const fields = schema.getQueryType()!.getFields();
  fields['broken']!.resolve = () => {
    throw new TypeError('secret detail of undefined');
  };
  fields['missing']!.resolve = () => null;
  fields['slow']!.resolve = async (_parent, { seconds }: { seconds: number }) => {
    await pool.query('select pg_sleep($1)', [seconds]);
    return true;
  };
  fields['items']!.resolve = () => [];
  return schema;
}
