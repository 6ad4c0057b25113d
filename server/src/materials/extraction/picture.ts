import sharp, { type Metadata, type Sharp } from 'sharp';
import { FileRefused } from './refusal.js';

/** Most pixels that are ever decoded. */
const MAX_PIXELS = 100_000_000;
/** Widest and highest thumbnail. */
export const THUMBNAIL_WIDTH = 480;
export const THUMBNAIL_HEIGHT = 680;
/** Bytes of all pictures embedded in one preview. */
const EMBEDDED_BYTES = 2 ** 20;

sharp.cache(false);
sharp.concurrency(1);

const open = (bytes: Uint8Array): Sharp => sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' });

/** What a picture file gives: its thumbnail, and itself without personal data where it had some. */
export interface ReadPicture {
  thumbnail: Uint8Array;
  cleaned: Uint8Array | null;
}

/**
 * What a picture's head tells, before a single pixel is decoded.
 * @throws FileRefused for one of more than 100 megapixels
 */
export async function measurePicture(source: Uint8Array | string): Promise<Metadata> {
  const head = await sharp(source, { limitInputPixels: false })
    .metadata()
    .catch((error: Error) => {
      throw new FileRefused('UNREADABLE', error.message);
    });
  const { width = 0, height = 0, pages = 1 } = head;
  if (width * height * pages > MAX_PIXELS) throw new FileRefused('TOO_MANY_PIXELS', `${width}×${height}`);
  return head;
}

/** Reads a picture; refuses what `measurePicture` refuses. */
export async function readPicture(bytes: Uint8Array): Promise<ReadPicture> {
  const { exif, xmp, iptc, pages, orientation } = await measurePicture(bytes);
  // Re-encoding drops place, device and author; the turn that EXIF asked for is applied first.
  const personal = exif ?? xmp ?? iptc ?? (orientation && orientation > 1);
  return {
    thumbnail: await thumbnailOf(bytes),
    cleaned:
      personal && (pages ?? 1) === 1 ? await open(bytes).autoOrient().keepIccProfile().toBuffer() : null,
  };
}

/** A WebP at most 480 px wide (and 680 px high) on white, without metadata. */
export async function thumbnailOf(bytes: Uint8Array): Promise<Uint8Array> {
  return open(bytes)
    .autoOrient()
    .resize({ width: THUMBNAIL_WIDTH, height: THUMBNAIL_HEIGHT, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .webp({ quality: 78 })
    .toBuffer();
}

/** Pictures of a document as small data URIs by name, until together they reach one megabyte. */
export async function embedPictures(
  pictures: { name: string; bytes: Uint8Array }[],
): Promise<Map<string, string>> {
  const result = new Map<string, string>();
  let total = 0;
  for (const { name, bytes } of pictures) {
    const small = await open(bytes)
      .autoOrient()
      .resize({ width: 900, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75 })
      .toBuffer()
      .catch(() => null); // A metafile or a broken picture is left out; the text stays.
    if (!small || total + small.length * 1.34 > EMBEDDED_BYTES) continue;
    const uri = `data:image/webp;base64,${small.toString('base64')}`;
    total += uri.length;
    result.set(name, uri);
  }
  return result;
}
