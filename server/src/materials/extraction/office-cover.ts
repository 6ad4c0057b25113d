import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import { measurePicture, thumbnailOf } from './picture.js';

/** Where office programs keep a picture of the first page or slide: PowerPoint and LibreOffice always, Word when asked to. */
const KEPT = /^(?:docProps\/thumbnail\.(?:jpe?g|png)|Thumbnails\/thumbnail\.png)$/i;
/** Bytes of such a picture at most. */
const KEPT_BYTES = 10 * 2 ** 20;
/** What is smaller than this, pixels, is an emblem or an icon, and no cover. */
const SHORTEST_SIDE = 240;

/**
 * A thumbnail of an office document whose archive has been checked: the picture that its program has kept of it, else
 * the first large picture inside; null where it has neither, or they cannot be drawn.
 * @param pictures those of the document, in its order
 */
export async function coverOf(bytes: Buffer, pictures: readonly Uint8Array[]): Promise<Uint8Array | null> {
  const kept = await keptPicture(bytes).catch(() => null);
  const drawn = kept && (await thumbnailOf(kept).catch(() => null));
  if (drawn) return drawn;
  for (const picture of pictures) {
    // a picture is no reason to lose the text: metafiles and broken ones are passed over
    const { width = 0, height = 0 } = await measurePicture(picture).catch(
      () => ({}) as { width?: number; height?: number },
    );
    if (Math.min(width, height) < SHORTEST_SIDE) continue;
    const cover = await thumbnailOf(picture).catch(() => null);
    if (cover) return cover;
  }
  return null;
}

async function keptPicture(bytes: Buffer): Promise<Uint8Array | null> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  for await (const entry of zip.eachEntry())
    if (KEPT.test(entry.fileName) && entry.uncompressedSize <= KEPT_BYTES)
      return buffer(await zip.openReadStreamPromise(entry));
  return null;
}
