/** The mailbox of the journeys: a mail server that keeps each letter as a file, for tests in other processes. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A letter as its reader sees it. */
export interface ReceivedLetter {
  readonly to: string;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A mail server that takes all letters. */
export interface Mailbox {
  readonly url: string;
  /** Where the letters lie. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** Starts the mail server on a free port. */
export async function startMailbox(): Promise<Mailbox> {
  const folder = await mkdtemp(join(tmpdir(), 'metodbank-letters-'));
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 1000,
    onData: (stream, session, done) => {
      const keep = async () => {
        const letter = { text: textOf(await text(stream)), at: Date.now() };
        for (const { address: to } of session.envelope.rcptTo) {
          const path = join(folder, randomUUID());
          // readers never see half a file
          await writeFile(`${path}.part`, JSON.stringify({ to, ...letter }));
          await rename(`${path}.part`, `${path}.json`);
        }
      };
      keep().then(() => done(), done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    folder,
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    stop: async () => {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Letters to an address, in the order in which they came. */
export async function lettersTo(folder: string, address: string): Promise<ReceivedLetter[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const letters = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as ReceivedLetter),
  );
  return letters.filter(({ to }) => to === address).sort((a, b) => a.at - b.at);
}

/** The text of a letter of one part, in whichever form it travelled. */
function textOf(message: string): string {
  const end = message.indexOf('\r\n\r\n');
  const [head, body] = [message.slice(0, end), message.slice(end + 4)];
  const form = /^content-transfer-encoding: *(\S+)/im.exec(head)?.[1]?.toLowerCase();
  if (form === 'base64') return Buffer.from(body, 'base64').toString();
  if (form !== 'quoted-printable') return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
