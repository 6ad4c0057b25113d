/** The HTTP edge: headers, compression, pages behind the API, health, log, closing. */
import { buildSchema } from 'graphql';
import type { IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../src/platform/config.js';
import { createHttpServer } from '../src/platform/http.js';
import { createLog } from '../src/platform/log.js';
import { Metrics } from '../src/platform/metrics.js';
import { type BootedApp, bootApp } from './app.js';

let app: BootedApp;
const lines: string[] = [];
const page = `<!doctype html><title>Методбанк</title>${'<p>Урок</p>'.repeat(500)}`;

beforeAll(async () => {
  app = await bootApp({
    log: (line) => lines.push(line),
    web: (request, response, next) => {
      if (request.url === '/missing') return next();
      if (request.url === '/echo') return void echo(request).then((body) => response.end(body));
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.setHeader('content-security-policy', "default-src 'self'");
      response.end(page);
    },
  });
});
afterAll(() => app.close());

async function echo(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.stringify({ body: Buffer.concat(chunks).toString(), headers: request.headers });
}

describe('pages behind the API', () => {
  test('are compressed and keep their own content policy among our safe headers', async () => {
    const response = await fetch(`${app.url}/catalogue`, { headers: { 'accept-encoding': 'br' } });
    expect(await response.text()).toBe(page);
    const { headers } = response;
    expect(headers.get('content-encoding')).toBe('br');
    expect(headers.get('content-security-policy')).toBe("default-src 'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.has('x-powered-by')).toBe(false);
  });

  test('get a form post unread, with the address that the visitor sees', async () => {
    const body = new URLSearchParams({ name: 'Мария' });
    const answer = await fetch(`${app.url}/echo`, { method: 'POST', body }).then((response) =>
      response.json(),
    );
    expect(answer).toMatchObject({
      body: body.toString(),
      headers: { 'x-forwarded-proto': 'http', 'x-forwarded-host': new URL(app.url).host },
    });
  });

  test('a forged forwarding header of a stranger is not believed', async () => {
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' };
    const answer = await fetch(`${app.url}/echo`, { headers }).then((response) => response.json());
    expect(answer).toMatchObject({
      headers: { 'x-forwarded-proto': 'http', 'x-forwarded-host': new URL(app.url).host },
    });
  });

  test('an address that cannot be decoded is refused in words, under the safe headers', async () => {
    const response = await fetch(`${app.url}/materials/%E0%A4%A`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Адрес записан с ошибкой');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('do not get what another method asks of an address that is only read', async () => {
    const body = new URLSearchParams({ name: 'Мария' });
    for (const path of ['/files/1/a.pdf', '/files/1/thumbnail.webp', '/archives/urok.zip', '/sitemap.xml']) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const response = await fetch(app.url + path, { method, body });
        expect([path, method, response.status, response.headers.get('allow')]).toEqual([
          ...[path, method, 405],
          'GET, HEAD, OPTIONS',
        ]);
        expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      }
    }
    const { status, headers } = await fetch(`${app.url}/files/1/a.pdf`, { method: 'OPTIONS' });
    expect([status, headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
  });

  test('what the web does not know is 404', async () => {
    expect((await fetch(`${app.url}/missing`)).status).toBe(404);
  });
});

describe('the API', () => {
  test('answers under a policy that runs nothing, compressed', async () => {
    const response = await fetch(`${app.url}/schema.graphql`, { headers: { 'accept-encoding': 'gzip' } });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await response.text()).toContain('type Query');
  });

  test('the explorer works without the internet and under a policy of its own', async () => {
    const response = await fetch(`${app.url}/explorer`);
    expect(response.url).toBe(`${app.url}/explorer/`);
    const html = await response.text();
    expect(html).toContain('searchMaterials');
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(response.headers.get('content-security-policy')).toMatch(/script-src 'self' 'nonce-[^']+'/);
    const assets = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map((match) => match[1]!);
    for (const asset of assets) expect((await fetch(new URL(asset, response.url))).status).toBe(200);
  });
});

describe('health', () => {
  test('/healthz, /readyz with the search engine and its lag, /metrics', async () => {
    expect(await fetch(`${app.url}/healthz`).then((response) => response.json())).toEqual({ status: 'ok' });
    const ready = await fetch(`${app.url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ status: 'ready', search: { engine: 'POSTGRESQL', lag: 0 } });
    const metrics = await fetch(`${app.url}/metrics`).then((response) => response.text());
    expect(metrics).toMatch(
      /metodbank_http_request_duration_seconds_count\{route="\/readyz",method="GET",status="2xx"\} \d/,
    );
    expect(metrics).toContain('metodbank_database_connections{state="open"}');
  });

  test('a token closes /metrics to others', async () => {
    const guarded = await bootApp({ config: { metricsToken: 'figures' } });
    try {
      const ask = (authorization?: string) =>
        fetch(`${guarded.url}/metrics`, { headers: authorization ? { authorization } : {} });
      expect((await ask()).status).toBe(401);
      expect((await ask('Bearer wrong')).status).toBe(401);
      expect((await ask('Bearer figures')).status).toBe(200);
    } finally {
      await guarded.close();
    }
  });
});

test('F13: a body that does not come is not waited for, but an upload is', async () => {
  const server = await createHttpServer({
    config: readConfig({}),
    log: createLog({ logLevel: 'silent' }),
    metrics: new Metrics(),
    receiveLimitMs: 200,
  });
  server.post('/form', (_request, reply) => reply.send('taken'));
  server.post('/long', { config: { longBody: true } }, (_request, reply) => reply.send('taken'));
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const answerTo = (path: string, rest?: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      let answer = '';
      socket.on('data', (piece) => {
        answer += String(piece);
        if (answer.includes('taken')) socket.end();
      });
      socket.on('close', () => resolve(answer));
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nab`,
      );
      if (rest) setTimeout(() => socket.write(rest), 600);
    });
  expect(await answerTo('/form')).toMatch(/^HTTP\/1\.1 408 /);
  expect(await answerTo('/long', 'cd')).toMatch(/^HTTP\/1\.1 200 .*taken$/s);
  await server.close();
});

test('closing lets the requests under way end and refuses new ones', async () => {
  let begun = () => {};
  let end = () => {};
  const underWayNow = new Promise<void>((resolve) => (begun = resolve));
  const closing = await bootApp({
    schema: () => {
      const schema = buildSchema('type Query { slow: Boolean }');
      schema.getQueryType()!.getFields()['slow']!.resolve = () => {
        begun();
        return new Promise((resolve) => (end = () => resolve(true)));
      };
      return schema;
    },
  });
  const underWay = closing.gql('{ slow }');
  await underWayNow;
  const closed = closing.close();
  await expect(closing.gql('{ __typename }')).rejects.toThrow('fetch failed');
  end();
  expect((await underWay).data).toEqual({ slow: true });
  await closed;
});

test('a database that is away is told as such, with 503 and a time to try again', async () => {
  const pool = { query: () => Promise.reject(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })) };
  const without = await bootApp({
    schema: () => {
      const schema = buildSchema('type Query { title: String }');
      schema.getQueryType()!.getFields()['title']!.resolve = () => pool.query();
      return schema;
    },
  });
  const answer = await without.gql('{ title }');
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('5');
  expect(answer.errors[0]!.extensions['code']).toBe('UNAVAILABLE');
  await without.close();
});

describe('the log', () => {
  test('is one JSON line a request, cut, without cookies, queries and control characters', async () => {
    const agent = `Evil\u2028agent ${'x'.repeat(5000)}`;
    await fetch(`${app.url}/catalogue?token=canary-in-query`, {
      headers: {
        cookie: 'sid=canary-in-cookie',
        'user-agent': encodeURI(agent),
        authorization: 'canary-in-header',
      },
    }).then((response) => response.text());
    await raw(
      'GET /catalogue-raw HTTP/1.1\r\nHost: x\r\nUser-Agent: a\u0085b\u001b[31m\r\nConnection: close\r\n\r\n',
    );
    await expect.poll(() => lines.some((line) => line.includes('/catalogue'))).toBe(true);
    for (const line of lines) {
      for (const character of ['\n', '\u2028', '\u0085', '\u001B'])
        expect(line.trimEnd()).not.toContain(character);
      expect(line.length).toBeLessThan(6_000);
      expect(line).not.toContain('canary');
      expect(() => JSON.parse(line)).not.toThrow();
    }
  });
});

function raw(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1', () => socket.write(text));
    socket.on('data', () => {});
    socket.on('close', () => resolve());
    socket.on('error', reject);
  });
}
