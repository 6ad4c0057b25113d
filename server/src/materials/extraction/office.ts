import { type OfficeContentNode, OfficeParser, type OfficeParserAST } from 'officeparser';
import { MAX_TEXT_LENGTH } from './extraction.js';
import type { FormatName } from './format.js';
import { type DrawingState, escapeHtml, htmlOf, listOf, textOf } from './markup.js';
import type { Block } from './passages.js';
import { coverOf } from './office-cover.js';
import { embedPictures } from './picture.js';

/** Rows of a sheet and cells of a row that a preview shows. */
const PREVIEW_ROWS = 200;
const PREVIEW_COLUMNS = 40;

/** A document as blocks, and how many pages, slides or sheets it is known to have. */
interface OfficeText {
  blocks: Block[];
  pageCount: number | null;
}

/** The same with its cover, see `coverOf`. */
export interface OfficeDocument extends OfficeText {
  thumbnail: Uint8Array | null;
}

/** Reads an office, Markdown, HTML or CSV file whose archive has been checked; fetches nothing. */
export async function readOffice(bytes: Uint8Array, format: FormatName): Promise<OfficeDocument> {
  const file = Buffer.from(bytes);
  const ast = await OfficeParser.parseOffice(file, {
    fileType: format.toLowerCase() as 'docx',
    includeBreakNodes: true,
    ignoreComments: true,
    ignoreHeadersAndFooters: true,
    ignoreSlideMasters: true,
    ignoreNotes: format === 'PPTX' || format === 'ODP',
    extractAttachments: true,
    decompressionLimits: { maxUncompressedBytes: 300 * 2 ** 20, maxZipEntries: 5000 },
  });
  const pictures = ast.attachments
    .filter(({ type }) => type === 'image')
    .map(({ name, data }) => ({ name, bytes: Buffer.from(data, 'base64') }));
  const thumbnail = await coverOf(
    file,
    pictures.map((picture) => picture.bytes),
  );
  const embedded = await embedPictures(pictures);
  return {
    ...blocksOf(ast, { heading: 1, pictureOf: (name) => embedded.get(name) ?? null }),
    thumbnail,
  };
}

function blocksOf(ast: OfficeParserAST, state: DrawingState): OfficeText {
  const slides = ast.content.filter((node) => node.type === 'slide');
  if (slides.length > 0)
    return { blocks: slides.flatMap((node) => slideBlocks(node, state)), pageCount: slides.length };
  const sheets = ast.content.filter((node) => node.type === 'sheet');
  if (sheets.length > 0) return { blocks: sheets.flatMap(sheetBlocks), pageCount: sheets.length };
  return flowBlocks(ast.content, state);
}

/** A text that flows over pages: their numbers are known only where the file has page breaks in it. */
function flowBlocks(nodes: OfficeContentNode[], state: DrawingState): OfficeText {
  const place = { page: 1, explicit: false };
  const blocks: Block[] = [];
  for (const run of runs(nodes)) {
    const [node] = run as [OfficeContentNode];
    const page = run.map((item) => turnPages(item, place)).at(0) ?? place.page;
    const html = node.type === 'list' ? listOf(run, state) : htmlOf(node, state);
    const text = run.map(textOf).join('\n').slice(0, MAX_TEXT_LENGTH);
    if (html || text.trim()) blocks.push({ html, text, page, heading: node.type === 'heading' });
  }
  if (place.page > 1) return { blocks, pageCount: place.page };
  return { blocks: blocks.map(({ page: _, ...block }) => block), pageCount: null };
}

/** Neighbouring list items together, everything else alone. */
function runs(nodes: OfficeContentNode[]): OfficeContentNode[][] {
  const result: OfficeContentNode[][] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (node.type === 'list' && last?.[0]?.type === 'list') last.push(node);
    else result.push([node]);
  }
  return result;
}

/**
 * Counts the page breaks in a node.
 * Word writes a break of its own after one that the author set: both together turn one page.
 * @returns the page on which the node's text begins
 */
function turnPages(node: OfficeContentNode, place: { page: number; explicit: boolean }): number | undefined {
  if (node.type === 'break') {
    const kind = node.metadata?.breakType;
    if (kind === 'page' || (kind === 'lastRenderedPage' && !place.explicit)) place.page += 1;
    if (kind === 'page' || kind === 'lastRenderedPage') place.explicit = kind === 'page';
    return undefined;
  }
  if (node.type === 'text' && node.text?.trim()) place.explicit = false;
  let begins = node.type === 'text' && node.text?.trim() ? place.page : undefined;
  for (const child of node.children ?? []) {
    const at = turnPages(child, place);
    begins ??= at;
  }
  return begins;
}

function slideBlocks(slide: OfficeContentNode, state: DrawingState): Block[] {
  const number = slide.type === 'slide' ? (slide.metadata?.slideNumber ?? 1) : 1;
  // The number that the template prints on a slide is no part of its text.
  const children = (slide.children ?? []).filter(
    (node) => node.type !== 'note' && textOf(node).trim() !== String(number),
  );
  const at = Math.max(
    0,
    children.findIndex((node) => node.type === 'heading'),
  );
  const title =
    children[at] && ['heading', 'paragraph'].includes(children[at].type) ? children[at] : undefined;
  state.heading = 2;
  const words = title ? textOf(title).trim() : '';
  const heading = words && words.length <= 150 ? words : `Слайд ${number}`;
  const blocks: Block[] = [
    { html: `<h2>${escapeHtml(heading)}</h2>`, text: words.length <= 150 ? words : '', slide: number },
  ];
  const rest = words && words.length <= 150 ? children.filter((node) => node !== title) : children;
  for (const run of runs(rest)) {
    const html = run[0]!.type === 'list' ? listOf(run, state) : htmlOf(run[0]!, state);
    blocks.push({ html, text: run.map(textOf).join('\n'), slide: number });
  }
  return blocks;
}

function sheetBlocks(sheet: OfficeContentNode): Block[] {
  const name = sheet.type === 'sheet' ? (sheet.metadata?.sheetName ?? 'Лист') : 'Лист';
  const rows = (sheet.children ?? []).flatMap((node) =>
    node.type === 'table' ? (node.children ?? []) : [node],
  );
  const shown = rows.slice(0, PREVIEW_ROWS).map((row, index) => {
    const cells: string[] = [];
    for (const cell of row.children ?? []) {
      const column = cell.type === 'cell' ? (cell.metadata?.col ?? cells.length) : cells.length;
      if (column < PREVIEW_COLUMNS) cells[column] = escapeHtml(textOf(cell).trim());
    }
    const tag = index === 0 ? 'th scope="col"' : 'td';
    return `<tr>${Array.from(cells, (cell) => `<${tag}>${cell ?? ''}</${tag.slice(0, 2)}>`).join('')}</tr>`;
  });
  const more =
    rows.length > PREVIEW_ROWS ? `<p>Показаны первые ${PREVIEW_ROWS} строк из ${rows.length}.</p>` : '';
  const text = `${name}\n${rows.map(textOf).join('\n')}`.slice(0, MAX_TEXT_LENGTH);
  const table = `<div class="table"><table>${shown.join('')}</table></div>`;
  return [{ html: `<h2>${escapeHtml(name)}</h2>${table}${more}`, text, sheet: name }];
}
