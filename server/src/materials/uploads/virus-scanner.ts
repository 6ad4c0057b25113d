import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { ScanState } from '../file-enums.js';

/** Where the scanner listens. */
export interface ScannerAddress {
  readonly host: string;
  readonly port: number;
}

/** What the scanner says of a file. */
export interface Verdict {
  readonly scanState: ScanState.CLEAN | ScanState.INFECTED | ScanState.TOO_LARGE;
  /** What it calls what it found. */
  readonly threat: string | null;
}

/** Longest silence of the scanner, milliseconds. */
const SILENCE_MS = 120_000;
/** Bytes sent at a time. */
const PIECE = 2 ** 18;

/** ClamAV's daemon, asked over TCP by its command INSTREAM; the bytes never pass through its file system. */
export class VirusScanner {
  constructor(private readonly address: ScannerAddress) {}

  /**
   * Has a file checked.
   * @throws Error while the scanner cannot be asked
   */
  async scan(bytes: Readable, _size: number): Promise<Verdict> {
    const socket = connect(this.address);
    socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error('The virus scanner is silent')));
    const answer = answerOf(socket);
    answer.catch(() => {}); // awaited below; until then the sending may fail first
    try {
      await send(socket, bytes, answer);
      return verdictOf(await answer);
    } finally {
      bytes.destroy();
      socket.destroy();
    }
  }
}

/** Sends until the end, or until the scanner has said enough. */
async function send(socket: Socket, bytes: Readable, answer: Promise<string>): Promise<void> {
  const heard = { answer: false };
  const hear = () => (heard.answer = true);
  void answer.then(hear, hear);
  await write(socket, Buffer.from('zINSTREAM\0'));
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length && !heard.answer; at += PIECE) {
      const piece = chunk.subarray(at, at + PIECE);
      await write(socket, lengthOf(piece.length));
      await write(socket, piece);
    }
    if (heard.answer) return;
  }
  await write(socket, lengthOf(0));
}

function lengthOf(bytes: number): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes);
  return head;
}

/** Ends also when the other side closes: its answer then tells why. */
function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    socket.write(bytes, () => resolve());
  });
}

function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (piece) => {
      text += String(piece);
      if (text.includes('\0')) resolve(text.slice(0, text.indexOf('\0')));
    });
    socket.on('error', (error) => (text ? resolve(text) : reject(error)));
    socket.on('close', () => (text ? resolve(text) : reject(new Error('The virus scanner hung up'))));
  });
}

function verdictOf(answer: string): Verdict {
  const found = /^stream: (.+) FOUND$/.exec(answer.trim());
  if (found) return { scanState: ScanState.INFECTED, threat: found[1]! };
  if (/^stream: OK$/.test(answer.trim())) return { scanState: ScanState.CLEAN, threat: null };
  if (/size limit exceeded/i.test(answer)) return { scanState: ScanState.TOO_LARGE, threat: null };
  throw new Error(`The virus scanner answered: ${answer.slice(0, 200)}`);
}
