/** Asks a server many questions and measures how it answers. */
import autocannon from 'autocannon';
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** One request. */
export interface Ask {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The n-th request of a scenario; different for each n unless the scenario is about repetition. */
export type Asking = (n: number) => Ask;

/** Times of answers, milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
}

/** A counter that never asks the same number twice in one run of the bench. */
let asked = 0;

/**
 * How many answers a second the server gives.
 * @throws Error when an answer is not a success
 */
export async function throughput(
  url: string,
  asking: Asking,
  seconds: number,
  connections: number,
): Promise<{ perSecond: number; answers: number }> {
  await answerOf(url, asking(asked++)); // a refusal is told with its words
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: [{ setupRequest: (base) => ({ ...base, ...autocannonRequest(asking(asked++)) }) }],
  });
  await answerOf(url, asking(asked++)); // comes after all that was still under way when the time was over
  const failed = result.non2xx + result.errors;
  if (failed > 0) throw new Error(`${failed} of ${result.requests.total} answers of ${url} failed`);
  return { perSecond: result.requests.total / result.duration, answers: result.requests.total };
}

function autocannonRequest({ method, path, body, headers }: Ask): autocannon.Request {
  return { method, path, headers: { ...headers }, ...(body !== undefined && { body }) };
}

/** How long answers take when few visitors ask at a time. */
export async function latency(
  url: string,
  asking: Asking,
  seconds: number,
  connections: number,
): Promise<Latency> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  const visitor = async (): Promise<void> => {
    while (performance.now() < end) {
      const began = performance.now();
      await answerOf(url, asking(asked++), agent);
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: connections }, visitor));
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  return { p50: at(0.5), p95: at(0.95) };
}

/**
 * The text that a server answers.
 * @throws Error when it is not a success
 */
export function answerOf(url: string, { method, path, body, headers }: Ask, agent?: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, url), { method, headers: { ...headers }, ...(agent && { agent }) });
    sent.on('error', reject);
    sent.on('response', (response) => {
      text(response).then((answer) => {
        if (response.statusCode === 200) resolve(answer);
        else reject(new Error(`${response.statusCode} ${path}: ${answer.slice(0, 500)}`));
      }, reject);
    });
    sent.end(body);
  });
}

/** The median of some figures. */
export function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[figures.length >> 1]!;
}
