import type { IncomingMessage } from 'node:http';
import { type SlowestLine, watchSpeed } from './speed-watch.js';

/** More than this is not heard out, bytes: a form with a file and a request of our own pages are shorter. */
const FAREWELL_BYTES = 128 * 2 ** 20;

/**
 * Throws away what a client still sends although it has been answered: a connection that is closed while bytes come is
 * reset, and the client may never read why it was refused (RFC 9112 §9.6). Hangs up on one that sends too slowly or too much.
 */
export function hearOut(request: IncomingMessage, slowest: SlowestLine): void {
  if (request.complete || request.destroyed) return;
  const hangUp = () => void request.destroy();
  const speed = watchSpeed(slowest, hangUp);
  let heard = 0;
  request.once('close', () => speed.stop());
  request.unpipe().removeAllListeners('data');
  request.on('data', (chunk: Buffer) => {
    heard += chunk.length;
    speed.came(chunk.length);
    if (heard > FAREWELL_BYTES) hangUp();
  });
  request.resume();
}
