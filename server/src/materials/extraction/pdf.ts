import { createIsomorphicCanvasFactory, getDocumentProxy } from 'unpdf';
import { type ExtractedPassage, MAX_TEXT_LENGTH } from './extraction.js';
import { stretches, tidy } from './passages.js';
import { THUMBNAIL_HEIGHT, THUMBNAIL_WIDTH } from './picture.js';

/** Pages whose text is read. */
const MAX_PAGES = 3000;
/** After so many pages that cannot be read one after another, or so much time, the rest is left unread. */
const MAX_BROKEN = 10;
const MAX_MS = 15_000;
/** A page denser than this becomes several passages. */
const LONGEST = 6000;

const canvasModule = (): Promise<typeof import('@napi-rs/canvas')> => import('@napi-rs/canvas');

/** What a PDF gives. */
export interface ReadPdf {
  passages: ExtractedPassage[];
  pageCount: number;
  thumbnail: Uint8Array | null;
}

interface TextItem {
  str: string;
  hasEOL: boolean;
  transform: number[];
  height: number;
}

/** Reads a PDF page by page in its reading order and draws its first page; scripts and actions never run. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const CanvasFactory = await createIsomorphicCanvasFactory(canvasModule);
  const document = await getDocumentProxy(new Uint8Array(bytes), {
    CanvasFactory,
    stopAtErrors: false,
    verbosity: 0,
  });
  const passages: ExtractedPassage[] = [];
  const deadline = performance.now() + MAX_MS;
  let length = 0;
  let broken = 0;
  for (let number = 1; number <= Math.min(document.numPages, MAX_PAGES); number++) {
    const page = await document.getPage(number).catch(() => null); // A broken page leaves the others readable.
    const content = await page?.getTextContent().catch(() => null);
    const text = content ? tidy(joinLines(content.items as TextItem[])) : '';
    page?.cleanup();
    broken = content ? 0 : broken + 1;
    if (broken > MAX_BROKEN || performance.now() > deadline) break;
    length += text.length;
    if (length > MAX_TEXT_LENGTH) break;
    if (text) passages.push(...stretches(text, LONGEST).map((part) => ({ page: number, text: part })));
  }
  const pageCount = document.numPages;
  const thumbnail = await firstPage(document).catch(() => null); // A picture is no reason to lose the text.
  await document.loadingTask.destroy();
  return { passages, pageCount, thumbnail };
}

async function firstPage(document: Awaited<ReturnType<typeof getDocumentProxy>>): Promise<Uint8Array> {
  const { createCanvas } = await canvasModule();
  const page = await document.getPage(1);
  const { width, height } = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: Math.min(THUMBNAIL_WIDTH / width, THUMBNAIL_HEIGHT / height) });
  const canvas = createCanvas(
    Math.max(1, Math.round(viewport.width)),
    Math.max(1, Math.round(viewport.height)),
  );
  await page.render({ canvas: canvas as never, canvasContext: canvas.getContext('2d') as never, viewport })
    .promise;
  return canvas.encode('webp', 80);
}

/** Items in the order of the content stream; a new line where the file says so or where the baseline moves. */
function joinLines(items: TextItem[]): string {
  let text = '';
  let baseline: number | undefined;
  for (const { str, hasEOL, transform, height } of items) {
    if (str === undefined) continue;
    const y = transform[5]!;
    const moved = baseline !== undefined && str.trim() && Math.abs(y - baseline) > Math.max(2, height * 0.6);
    if (moved && !text.endsWith('\n')) text += '\n';
    text += str + (hasEOL ? '\n' : '');
    if (str.trim()) baseline = y;
  }
  return joinHyphenated(text);
}

/**
 * Joins words that a line end has cut. The hyphen of a compound stays: «научно-|методический»,
 * but not that of «образо-|вание», nor of «современно-|го».
 */
export function joinHyphenated(text: string): string {
  return text.replace(
    /(\p{L}+)[-\u00AD\u2010] ?\n(\p{Ll}+)(-?)/gu,
    (_, before: string, after: string, more: string) => {
      const compound = before.length >= 6 && after.length >= 5 && /(но|ко|во)$/u.test(before);
      return (compound || more ? `${before}-${after}` : before + after) + more;
    },
  );
}
