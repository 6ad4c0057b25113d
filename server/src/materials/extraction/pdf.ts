import { getDocumentProxy, renderPageAsImage } from 'unpdf';
import { type ExtractedPassage, MAX_TEXT_LENGTH } from './extraction.js';
import { stretches, tidy } from './passages.js';
import { THUMBNAIL_WIDTH, thumbnailOf } from './picture.js';

/** Pages whose text is read. */
const MAX_PAGES = 3000;
/** A page denser than this becomes several passages. */
const LONGEST = 6000;

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
  const document = await getDocumentProxy(new Uint8Array(bytes), {
    stopAtErrors: false,
    verbosity: 0,
  });
  const passages: ExtractedPassage[] = [];
  let length = 0;
  for (let number = 1; number <= Math.min(document.numPages, MAX_PAGES); number++) {
    const page = await document.getPage(number).catch(() => null); // A broken page leaves the others readable.
    const content = await page?.getTextContent().catch(() => null);
    const text = content ? tidy(joinLines(content.items as TextItem[])) : '';
    page?.cleanup();
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
  const canvasImport = (): Promise<typeof import('@napi-rs/canvas')> => import('@napi-rs/canvas');
  const image = await renderPageAsImage(document, 1, { canvasImport, width: THUMBNAIL_WIDTH * 2 });
  return thumbnailOf(new Uint8Array(image));
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
  return text.replace(/(\p{L}+)[-\u00AD\u2010] ?\n(\p{Ll}+)/gu, (_, before: string, after: string) => {
    const compound = before.length >= 6 && after.length >= 5 && /(но|ко|во)$/u.test(before);
    return compound ? `${before}-${after}` : before + after;
  });
}
