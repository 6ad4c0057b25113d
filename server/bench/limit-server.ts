/** `node:http` over one statement a question and nothing else: as fast as a server on this database can be. */
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { Registry, collectDefaultMetrics } from 'prom-client';
import { CATALOGUE, FACETS, MATERIAL } from './limit.sql.js';

interface Question {
  readonly themes?: string[];
  readonly kinds?: string[];
  readonly page?: number;
  readonly slug?: string;
}

const STATEMENTS: Readonly<
  Record<string, { text: string; values: (question: Question) => readonly unknown[] }>
> = {
  '/catalogue': { text: CATALOGUE, values: ({ themes, kinds, page }) => [themes, kinds, page ?? 1] },
  '/facets': { text: FACETS, values: ({ kinds }) => [kinds] },
  '/material': { text: MATERIAL, values: ({ slug }) => [slug] },
};

const pool = new pg.Pool({
  connectionString: process.env['DATABASE_URL'],
  max: 10,
  options: '-c plan_cache_mode=force_generic_plan',
});
const registry = new Registry();
collectDefaultMetrics({ register: registry });

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const statement = STATEMENTS[request.url ?? ''];
  if (!statement) {
    response.end(await registry.metrics());
    return;
  }
  const question = JSON.parse(await text(request)) as Question;
  if (response.destroyed) return;
  const { rows } = await pool.query<{ body: string }>({
    name: request.url!,
    text: statement.text,
    values: [...statement.values(question)],
  });
  response.setHeader('content-type', 'application/json').end(rows[0]?.body);
}

server.listen(Number(process.env['PORT']), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
