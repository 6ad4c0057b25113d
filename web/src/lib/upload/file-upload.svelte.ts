import type { DetailedError, PreviousUpload, Upload } from 'tus-js-client';
import { getLocale } from '#lib/paraglide/runtime.js';
import { m } from '#lib/paraglide/messages.js';
import { digestOf } from './digest.ts';
import { Pace } from './pace.ts';

/** How a file on its way does. */
export type UploadState = 'waiting' | 'sending' | 'checking' | 'paused' | 'offline' | 'done' | 'failed';

/** What a file is uploaded for. */
export interface UploadTarget {
  /** Id of the material, which has a working version. */
  material: string;
  /** `FileRole` of the API; the bank chooses without it. */
  role?: string | undefined;
  /** Id of the file whose place it takes. */
  replaces?: string | undefined;
}

/** Bytes of one request: after each the server has them for good. */
const CHUNK_BYTES = 32 * 2 ** 20;
/** Status of the answer for a file whose content the bank does not take. */
const REFUSED = 422;
/** Status of the answer of a bank that is out of space: who is told can do something, another try at once cannot. */
const NO_SPACE = 507;
/** Pauses before each further try, milliseconds; progress begins them anew. */
const PAUSES = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000];

/** One file on its way to the bank: it goes on by itself after a lost line, and after a reload when chosen again. */
export class FileUpload {
  state = $state<UploadState>('waiting');
  /** Bytes sent; what is behind a broken line is sent again, so this may fall. */
  sent = $state(0);
  /** Bytes a second; null while it cannot be told. */
  speed = $state<number | null>(null);
  secondsLeft = $state<number | null>(null);
  /** What is wrong and what to do. */
  message = $state<string | null>(null);
  /** Whether the bank does not take this file, however often it is sent. */
  refused = $state(false);
  /** Whether it goes on where an earlier visit left off. */
  resumed = $state(false);
  /** Id of the file in the material, once it is there. */
  fileId = $state<string | null>(null);
  readonly name: string;
  readonly size: number;
  #upload: Upload | undefined;
  /** Bytes that the bank has for good. */
  #kept = 0;
  #previous: PreviousUpload | undefined;
  readonly #pace = new Pace();
  #settle: () => void = () => {};

  constructor(
    readonly file: File,
    readonly target: UploadTarget,
  ) {
    this.name = file.name;
    this.size = file.size;
  }

  /** From 0 to 1. */
  get share(): number {
    return this.size === 0 ? 0 : this.sent / this.size;
  }

  /** Whether anything is still to be done with it. */
  get open(): boolean {
    return this.state !== 'done' && this.state !== 'failed';
  }

  /** Sends the file; settles when it is there, has failed, or was paused. */
  async start(): Promise<void> {
    this.state = 'sending';
    this.message = null;
    this.#pace.rest();
    const settled = new Promise<void>((resolve) => (this.#settle = resolve));
    try {
      this.#upload ??= await this.#make();
      if (this.state === 'sending') this.#upload.start();
    } catch (error) {
      this.#fail(error as Error);
    }
    await settled;
  }

  /** Stops until `start`; what was sent is kept for a day. */
  async pause(): Promise<void> {
    if (this.state !== 'sending' && this.state !== 'offline' && this.state !== 'waiting') return;
    this.#stand('paused');
    await this.#upload?.abort();
    this.#settle();
  }

  /** Gives the file up, here and in the bank. */
  async remove(): Promise<void> {
    this.#stand('failed');
    await this.#upload?.abort(true).catch(() => {}); // what cannot be told now the bank forgets in a day
    await this.#forget();
    this.#settle();
  }

  async #make(): Promise<Upload> {
    const tus = await import('tus-js-client');
    const { material, role, replaces } = this.target;
    const sha256 = await digestOf(this.file);
    const upload = new tus.Upload(this.file, {
      endpoint: '/uploads',
      chunkSize: CHUNK_BYTES,
      retryDelays: PAUSES,
      removeFingerprintOnSuccess: true,
      headers: { 'Accept-Language': getLocale() },
      metadata: {
        filename: this.name,
        material,
        ...(role && { role }),
        ...(replaces && { replaces }),
        ...(sha256 && { sha256 }),
      },
      // tells the file again after a reload; holds nothing that anybody could use
      fingerprint: async (file) => `metodbank ${material} ${file.name} ${file.size} ${file.lastModified}`,
      onProgress: (sent) => this.#note(sent),
      onAfterResponse: (_request, response) => {
        const offset = response.getHeader('Upload-Offset');
        if (offset) this.#kept = Number(offset);
      },
      onShouldRetry: (error, attempt, options) => {
        if (error.originalResponse?.getStatus() === NO_SPACE) return false;
        this.#fallBack();
        return tus.defaultOptions.onShouldRetry?.(error, attempt, options) ?? false;
      },
      onSuccess: ({ lastResponse }) => {
        this.fileId = lastResponse.getHeader('Upload-File') ?? null;
        this.sent = this.size;
        this.#stand('done');
        this.#settle();
      },
      onError: (error) => this.#fail(error),
    });
    const [previous] = await upload.findPreviousUploads().catch(() => []);
    if (previous) {
      this.#previous = previous;
      this.resumed = true;
      upload.resumeFromPreviousUpload(previous);
    }
    return upload;
  }

  #note(sent: number): void {
    if (this.state !== 'sending' && this.state !== 'checking') return;
    this.sent = sent;
    this.#pace.note(sent);
    this.speed = this.#pace.speed;
    this.secondsLeft = this.#pace.secondsFor(this.size - sent);
    this.state = sent < this.size ? 'sending' : 'checking';
  }

  /** What was sent behind the last answer may be lost. */
  #fallBack(): void {
    this.sent = this.#kept;
    if (this.state === 'checking') this.#stand('sending');
  }

  #fail(error: Error | DetailedError): void {
    this.#fallBack();
    const response = 'originalResponse' in error ? error.originalResponse : null;
    const status = response?.getStatus() ?? 0;
    if (!response && !navigator.onLine) {
      this.#stand('offline');
      addEventListener('online', () => this.state === 'offline' && void this.#goOn(), { once: true });
      return;
    }
    this.refused = status === REFUSED;
    // the bank has said no for good: the same file begins anew
    if (status >= 400 && status < 500 && status !== 401 && status !== 423) void this.#forget();
    this.message = response?.getBody().trim() || (status ? m.upload_failed() : m.upload_unreachable());
    this.#stand('failed');
    this.#settle();
  }

  async #goOn(): Promise<void> {
    this.state = 'sending';
    this.#upload?.start();
  }

  #stand(state: UploadState): void {
    this.state = state;
    this.speed = null;
    this.secondsLeft = null;
    this.#pace.rest();
  }

  async #forget(): Promise<void> {
    const { defaultOptions } = await import('tus-js-client');
    const key = this.#previous?.urlStorageKey;
    const found = await this.#upload?.findPreviousUploads().catch(() => []);
    for (const { urlStorageKey } of found ?? []) await defaultOptions.urlStorage.removeUpload(urlStorageKey);
    if (key) await defaultOptions.urlStorage.removeUpload(key);
    // the address of one that is refused is needed to take it off the bank's list
    if (!this.refused) this.#upload = undefined;
    this.#previous = undefined;
  }
}
