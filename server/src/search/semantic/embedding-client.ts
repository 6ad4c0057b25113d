import { z } from 'zod';
import type { EmbeddingsConfig } from '../../platform/config.js';
import { PlainError } from '../../platform/plain-error.js';

const openAiAnswer = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()).min(1) })),
});
const ollamaAnswer = z.object({ embeddings: z.array(z.array(z.number()).min(1)) });

/** Asks an embedding server for vectors: texts near in meaning have near vectors. */
export class EmbeddingClient {
  constructor(private readonly config: EmbeddingsConfig) {}

  /** Names the vectors that belong together: another model or another way of asking makes others. */
  get model(): string {
    return `${this.config.model} ${this.config.passagePrefix}`.trim();
  }

  /** What is less similar is not near. */
  get least(): number {
    return this.config.leastSimilarity;
  }

  /** The vectors of passages, each of length 1. Throws PlainError when the server does not answer as it should. */
  passages(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    return this.#embed(
      texts.map((text) => this.config.passagePrefix + text),
      signal,
    );
  }

  /** The vector of a question. */
  async query(text: string, signal: AbortSignal): Promise<Float32Array> {
    return (await this.#embed([this.config.queryPrefix + text], signal))[0]!;
  }

  async #embed(input: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    const { url, protocol, model, apiKey } = this.config;
    const server = `Сервер эмбеддингов ${new URL(url).origin}`;
    let answer: unknown;
    try {
      const response = await fetch(`${url}${protocol === 'ollama' ? '/api/embed' : '/embeddings'}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
        },
        body: JSON.stringify({ model, input }),
        signal,
      });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      answer = await response.json();
    } catch (error) {
      const reason =
        error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : '';
      throw new PlainError(`${server} не отвечает (does not answer): ${reason}`, { cause: error });
    }
    const vectors = protocol === 'ollama' ? ofOllama(answer) : ofOpenAi(answer);
    const dimensions = vectors[0]?.length;
    if (vectors.length !== input.length || vectors.some(({ length }) => length !== dimensions))
      throw new PlainError(`${server} ответил не так, как должен (gave an answer of another form).`);
    return vectors.map(normalised);
  }
}

function ofOllama(answer: unknown): number[][] {
  return ollamaAnswer.safeParse(answer).data?.embeddings ?? [];
}

function ofOpenAi(answer: unknown): number[][] {
  const data = openAiAnswer.safeParse(answer).data?.data ?? [];
  return data.sort((a, b) => a.index - b.index).map(({ embedding }) => embedding);
}

function normalised(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return Float32Array.from(vector, (value) => value / length);
}
