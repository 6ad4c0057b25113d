import sharp, { type Sharp } from 'sharp';
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

/** Reads a picture; refuses one of more than 100 megapixels before a single pixel is decoded. */
export async function readPicture(bytes: Uint8Array): Promise<ReadPicture> {
  const {
    width = 0,
    height = 0,
    exif,
    xmp,
    iptc,
    pages,
    orientation,
  } = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch((error: Error) => {
      throw new FileRefused('UNREADABLE', error.message);
    });
  if (width * height * (pages ?? 1) > MAX_PIXELS)
    throw new FileRefused('TOO_MANY_PIXELS', `${width}×${height}`);
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
