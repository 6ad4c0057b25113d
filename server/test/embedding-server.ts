/** A server of vectors for tests: it speaks the protocols of OpenAI and of Ollama, and knows a few meanings. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Words of one meaning; each meaning is a direction of its own. */
const MEANINGS = [
  ['море', 'океан', 'кашалот', 'акватория'],
  ['лес', 'роща', 'опушка', 'чаща'],
  ['число', 'дробь', 'счёт', 'арифметик'],
];

/** What the server does with a request. */
export type Manner = 'answers' | 'hangs' | 'fails' | 'answers nonsense';

/** A running server. */
export interface EmbeddingServer {
  readonly url: string;
  manner: Manner;
  /** Texts that it was sent, with the path and the key. */
  readonly asked: { path: string; key: string | undefined; model: string; input: string[] }[];
  close(): void;
}

/** Starts a server on a free port. */
export async function startEmbeddingServer(): Promise<EmbeddingServer> {
  const listener: RequestListener = async (request, response) => {
    const { model, input } = JSON.parse(await bodyOf(request)) as { model: string; input: string[] };
    server.asked.push({ path: request.url ?? '', key: request.headers.authorization, model, input });
    if (server.manner === 'hangs') return;
    if (server.manner === 'fails') return void response.writeHead(503).end();
    const vectors = input.map(vectorOf);
    const answers: Record<string, unknown> = {
      // the order is told by the index, not by the place
      '/v1/embeddings': { data: vectors.map((embedding, index) => ({ index, embedding })).toReversed() },
      '/api/embed': { embeddings: vectors },
    };
    const answer = server.manner === 'answers nonsense' ? { data: 'none' } : answers[request.url ?? ''];
    response
      .writeHead(answer ? 200 : 404, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer ?? {}));
  };
  const http = createServer((request, response) => void listener(request, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const server: EmbeddingServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    manner: 'answers',
    asked: [],
    close: () => {
      http.closeAllConnections();
      http.close();
    },
  };
  return server;
}

function vectorOf(text: string): number[] {
  const words = text.toLowerCase();
  const vector = MEANINGS.map((meaning) => meaning.filter((word) => words.includes(word)).length);
  // the last direction is that of everything else, so that no vector is empty
  return [...vector, 0.2];
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
