/** As much of ClamAV's daemon as the bank asks: INSTREAM, EICAR found, a limit on the size. */
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';

/** The test file that every scanner takes for a virus, in two parts so that this file is not one. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** A scanner that listens. */
export interface Clamd {
  readonly address: { readonly host: string; readonly port: number };
  close(): void;
}

/** Starts it. */
export async function startClamd(maxBytes = 10_000_000): Promise<Clamd> {
  const server: Server = createServer((socket) => {
    let held = Buffer.alloc(0);
    let seen = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (piece) => {
      held = Buffer.concat([held, piece as Buffer]);
      if (seen.length === 0 && held.toString('latin1').startsWith('zINSTREAM\0')) held = held.subarray(10);
      while (held.length >= 4) {
        const length = held.readUInt32BE(0);
        if (length === 0) {
          const found = seen.includes(EICAR);
          socket.end(found ? 'stream: Eicar-Signature FOUND\0' : 'stream: OK\0');
          return;
        }
        if (held.length < 4 + length) return;
        seen = Buffer.concat([seen, held.subarray(4, 4 + length)]);
        held = held.subarray(4 + length);
        if (seen.length > maxBytes) {
          socket.end('INSTREAM size limit exceeded. ERROR\0');
          return;
        }
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return { address: { host: '127.0.0.1', port }, close: () => void server.close() };
}
