import { readFile } from 'node:fs/promises';
import sanitizeHtml from 'sanitize-html';
import { parseCaptions } from './captions.js';
import { type ExtractedPassage, type Extraction, NOTHING } from './extraction.js';
import type { FormatName } from './format.js';
import { escapeHtml } from './markup.js';
import { mp4Duration } from './mp4.js';
import { readOffice } from './office.js';
import { type Block, lay, tidy } from './passages.js';
import { readPdf } from './pdf.js';
import { readPicture } from './picture.js';
import { decodeText } from './text-encoding.js';

/** Captions are searched in stretches of about this many seconds, so that a phrase may run over two of them. */
const CAPTION_STRETCH = 12;

/** Reads all that a file of a known format holds; runs in the worker only. */
export async function extract(path: string, format: FormatName): Promise<Extraction> {
  switch (format) {
    case 'PDF':
      return withText(await readPdf(await readFile(path)));
    case 'DOCX':
    case 'ODT':
    case 'RTF':
    case 'PPTX':
    case 'ODP':
    case 'XLSX':
    case 'ODS':
    case 'MD':
    case 'HTML':
    case 'CSV': {
      const textual = format === 'MD' || format === 'HTML' || format === 'CSV';
      const bytes = await readFile(path);
      const { blocks, ...rest } = await readOffice(textual ? Buffer.from(decodeText(bytes)) : bytes, format);
      return withText({ ...laid(blocks), ...rest });
    }
    case 'TXT':
      return withText(laid(paragraphs(decodeText(await readFile(path)))));
    case 'VTT':
    case 'SRT':
      return withText(captions(decodeText(await readFile(path))));
    case 'JPG':
    case 'PNG':
    case 'GIF':
    case 'WEBP':
      return { ...NOTHING, ...(await readPicture(await readFile(path))) };
    case 'MP4':
      return { ...NOTHING, durationSeconds: await mp4Duration(path) };
    default:
      return NOTHING;
  }
}

function withText(read: Partial<Extraction> & { passages: ExtractedPassage[] }): Extraction {
  return { ...NOTHING, ...read, textState: read.passages.length > 0 ? 'READY' : 'EMPTY' };
}

function laid(blocks: Block[]): { passages: ExtractedPassage[]; html: string } {
  const { passages, html } = lay(blocks);
  return { passages, html: sanitize(html.toWellFormed().replaceAll('\0', '')) };
}

/** The markup is our own and escaped already; this is the second lock on the door. */
function sanitize(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: [
      ...[
        'section',
        'div',
        'span',
        'h2',
        'h3',
        'h4',
        'h5',
        'h6',
        'p',
        'br',
        'hr',
        'ul',
        'ol',
        'li',
        'pre',
        'code',
      ],
      ...['table', 'tr', 'th', 'td', 'strong', 'em', 'u', 's', 'sub', 'sup', 'a', 'img'],
    ],
    allowedAttributes: {
      section: ['id', 'data-page', 'data-slide'],
      span: ['id'],
      ol: ['start'],
      div: [{ name: 'class', values: ['table'] }],
      th: ['scope', 'colspan', 'rowspan'],
      td: ['colspan', 'rowspan'],
      a: ['href', 'rel'],
      img: ['src', 'alt'],
    },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowedSchemesByTag: { img: ['data'] },
  });
}

function paragraphs(text: string): Block[] {
  return text
    .split(/\n[ \t]*\n/)
    .filter((part) => part.trim())
    .map((part) => ({ html: `<p>${escapeHtml(part.trim()).replace(/\n/g, '<br>')}</p>`, text: part }));
}

function captions(source: string): { passages: ExtractedPassage[]; durationSeconds: number | null } {
  const passages: (ExtractedPassage & { second: number })[] = [];
  const cues = parseCaptions(source);
  for (const { start, text } of cues) {
    const last = passages.at(-1);
    if (last && start - last.second < CAPTION_STRETCH) last.text = tidy(`${last.text} ${text}`);
    else passages.push({ second: start, text: tidy(text) });
  }
  return { passages, durationSeconds: cues.at(-1)?.end ?? null };
}
