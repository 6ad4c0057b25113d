import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Extraction, type Job, NOTHING, type Report } from './extraction.js';
import type { FormatName } from './format.js';
import { FileRefused } from './refusal.js';

/** Limits of one worker. */
export interface FileReaderOptions {
  /** Workers at most; as many as there are cores unless set. */
  workers?: number;
  /** Longest reading of one file. */
  timeoutMs?: number;
  /** Heap of a worker, MiB. */
  heapMb?: number;
  /** Resident memory at which a worker is ended, MiB (pictures and fonts live outside of the heap). */
  residentMb?: number;
}

/** What a file is, and what could be read out of it. */
export interface ReadFile extends Extraction {
  format: FormatName;
}

interface Waiting extends Job {
  resolve: (read: ReadFile) => void;
  reject: (error: Error) => void;
}

/** Files that one worker reads before a fresh one takes over, so that nothing a library leaks adds up. */
const READINGS_PER_WORKER = 200;
const IDLE_MS = 20_000;

/**
 * Reads people's files in worker processes: whatever a file does to its worker, the server and the other files
 * do not notice. A worker that dies or takes too long fails the text of its own file only.
 */
export class FileReader {
  private readonly idle: ChildProcess[] = [];
  private readonly queue: Waiting[] = [];
  private readonly all = new Set<ChildProcess>();
  private readonly readings = new WeakMap<ChildProcess, number>();
  private readonly limits: Required<FileReaderOptions>;
  private closed = false;

  constructor(options: FileReaderOptions = {}) {
    this.limits = {
      workers: availableParallelism(),
      timeoutMs: 30_000,
      heapMb: 512,
      residentMb: 1024,
      ...options,
    };
  }

  /** Reads a file of the local disk; rejects with {@link FileRefused} where the bank does not take it. */
  read(path: string, name: string): Promise<ReadFile> {
    return this.ask({ path, name });
  }

  /** Tells only what a file is, and rejects as `read` does; takes well under a second however long the file is. */
  async sniff(path: string, name: string): Promise<FormatName> {
    return (await this.ask({ path, name, only: 'sniff' })).format;
  }

  private ask(job: Job): Promise<ReadFile> {
    return new Promise((resolve, reject) => {
      const waiting = { ...job, resolve, reject };
      // somebody waits for the answer of a sniff
      if (job.only) this.queue.unshift(waiting);
      else this.queue.push(waiting);
      this.next();
    });
  }

  /** Ends the workers; what still waits is rejected. */
  close(): void {
    this.closed = true;
    for (const { reject } of this.queue.splice(0)) reject(new Error('The reader of files is closed'));
    for (const child of this.all) child.kill('SIGKILL');
  }

  private next(): void {
    if (this.queue.length === 0 || this.closed) return;
    const child = this.idle.pop() ?? (this.all.size < this.limits.workers ? this.start() : undefined);
    if (child) this.run(child, this.queue.shift()!);
  }

  private run(child: ChildProcess, { resolve, reject, ...job }: Waiting): void {
    let format: FormatName | undefined;
    const stop = (): void => void child.kill('SIGKILL');
    const clock = setTimeout(stop, this.limits.timeoutMs);
    const scales = setInterval(() => void this.weigh(child), 250);
    const settle = (finish: () => void): void => {
      clearTimeout(clock);
      clearInterval(scales);
      child.off('message', onReport).off('exit', onExit);
      finish();
    };
    const onReport = (report: Report): void => {
      if (report.step === 'sniffed') {
        format = report.format;
        return;
      }
      settle(() => {
        if (report.step === 'done') resolve({ format: format!, ...report.extraction });
        else reject(new FileRefused(report.reason, report.detail));
        this.release(child);
      });
    };
    const onExit = (): void =>
      settle(() => {
        if (format) resolve({ ...NOTHING, format, textState: 'FAILED', failure: 'the worker died' });
        else reject(new FileRefused('UNREADABLE'));
        this.next();
      });
    child.on('message', onReport).on('exit', onExit);
    child.ref();
    child.channel?.ref();
    child.send(job);
  }

  private start(): ChildProcess {
    const fromSource = import.meta.url.endsWith('.ts');
    const child = fork(fileURLToPath(new URL(fromSource ? './worker.ts' : './worker.js', import.meta.url)), {
      serialization: 'advanced',
      // The environment holds the server's secrets; the worker gets none of it.
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8' },
      execArgv: [
        `--max-old-space-size=${this.limits.heapMb}`,
        // It may read, and do nothing else: no writing, no programs.
        ...['--permission', '--allow-fs-read=*', '--allow-addons', '--allow-worker'],
        ...(fromSource ? ['--import', import.meta.resolve('@oxc-node/core/register')] : []),
      ],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.all.add(child);
    child.on('error', () => child.kill('SIGKILL'));
    child.on('exit', () => {
      this.all.delete(child);
      const at = this.idle.indexOf(child);
      if (at >= 0) this.idle.splice(at, 1);
    });
    return child;
  }

  private release(child: ChildProcess): void {
    const readings = (this.readings.get(child) ?? 0) + 1;
    this.readings.set(child, readings);
    if (readings >= READINGS_PER_WORKER) {
      this.all.delete(child);
      child.kill('SIGKILL');
    } else {
      this.idle.push(child);
      child.unref();
      child.channel?.unref();
      setTimeout(() => this.retire(child, readings), IDLE_MS).unref();
    }
    this.next();
  }

  private retire(child: ChildProcess, readings: number): void {
    if (this.idle.includes(child) && this.readings.get(child) === readings) child.kill('SIGKILL');
  }

  /** Linux tells a process's resident pages in `statm`; elsewhere the heap limit and the clock have to do. */
  private async weigh(child: ChildProcess): Promise<void> {
    const statm = await readFile(`/proc/${child.pid}/statm`, 'latin1').catch(() => '');
    const residentMb = (Number(statm.split(' ')[1] ?? 0) * 4096) / 2 ** 20;
    if (residentMb > this.limits.residentMb) child.kill('SIGKILL');
  }
}
