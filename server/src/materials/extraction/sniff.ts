import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { extensionOf } from './file-name.js';
import { type FormatName, formatOfExtension } from './format.js';
import { FileRefused } from './refusal.js';
import { decodeText, looksLikeText } from './text-encoding.js';
import type { FileWarningName } from './extraction.js';
import { BudgetExceeded, checkZip } from './zip-budget.js';

/** Formats whose bytes say nothing of themselves: the extension names one, and a check of its own confirms it. */
const TEXT_CHECKS: Partial<Record<FormatName, (text: string) => boolean>> = {
  TXT: () => true,
  MD: () => true,
  CSV: (text) => /[,;\t\n]/.test(text),
  HTML: (text) => /<(!doctype html|html|head|body|h[1-6]|p|div|table|ul|ol)\b/i.test(text),
  VTT: (text) => /^WEBVTT(\s|$)/.test(text),
  SRT: (text) => /^\s*\d+\s*\n\s*\d{1,2}:\d{2}:\d{2}[,.]\d{3}\s*-->/m.test(text),
};

/** What `file-type` calls the formats that the bank takes. */
const BY_TYPE: Record<string, FormatName> = {
  m4v: 'MP4',
  mov: 'OTHER',
  xml: 'HTML',
};

/** Extensions inside an office document that make it run. */
const ACTIVE = /(^|\/)(vbaProject\.bin|vbaData\.xml)$|^Basic\/|^Scripts\//i;
/** Archives hold documents, not programs and not further archives. */
const PLAIN_ARCHIVE_EXCLUDES = /\.(zip|7z|rar|gz|tar|jar|iso)$/i;

/** Objects of other programs inside an office document: a double click runs them. */
const EMBEDDED_OBJECT = /(^|\/)embeddings\/|^Object \d+\/|oleObject\d*\.bin$/i;
/** A template that Word would fetch from another machine. */
const REMOTE_TEMPLATE =
  /attachedTemplate"[^>]*TargetMode="External"|TargetMode="External"[^>]*attachedTemplate"/i;
/** A field that would start a program. */
const DDE_FIELD = /instrText[^>]*>\s*"?DDE(AUTO)?\b|<ddeLink\b/i;

/** What a file is by its content. */
export interface Sniffed {
  format: FormatName;
  /** Set where the archive is honest but too large to be read for its text. */
  overBudget?: boolean;
  /** What a reviewer should know before opening the file. */
  warnings?: FileWarningName[];
}

/** Tells a file's format from its bytes and refuses what the bank does not take; the name must agree. */
export async function sniff(path: string, name: string): Promise<Sniffed> {
  const extension = extensionOf(name.normalize('NFC').replace(/[\p{Cc}\p{Cf}]/gu, ''));
  const promised = formatOfExtension(extension);
  if (!promised)
    throw new FileRefused(
      'UNKNOWN_FORMAT',
      extension ? `.${extension}` : { ru: 'без расширения', en: 'without an extension' },
    );
  const head = await readHead(path);
  if (head.length === 0) throw new FileRefused('EMPTY');

  const type = await fileTypeFromFile(path);
  const format = type ? (BY_TYPE[type.ext] ?? formatOfType(type.ext)) : sniffText(promised, head);
  if (format !== promised) {
    if (/^(doc|xls|ppt)[mt]|[xo]tm|pptm|xlsm|docm/.test(type?.ext ?? ''))
      throw new FileRefused('MACROS', `.${type!.ext}`);
    throw new FileRefused('EXTENSION_MISMATCH', {
      ru: `имя говорит .${extension}, содержание — ${type ? `.${type.ext}` : 'неизвестно'}`,
      en: `the name says .${extension}, the content is ${type ? `.${type.ext}` : 'unknown'}`,
    });
  }
  if (format === 'DOC') checkCompound(await readHead(path, 4 * 2 ** 20));
  return type && isZip(head) ? checkArchive(path, format) : { format };
}

function formatOfType(extension: string): FormatName | undefined {
  return extension === 'cfb' ? 'DOC' : formatOfExtension(extension);
}

function sniffText(promised: FormatName, head: Buffer): FormatName | undefined {
  const check = TEXT_CHECKS[promised];
  return check && looksLikeText(head) && check(decodeText(head)) ? promised : undefined;
}

function isZip(head: Buffer): boolean {
  return head.readUInt32BE(0) === 0x504b0304;
}

async function checkArchive(path: string, format: FormatName): Promise<Sniffed> {
  try {
    const signs = new Set<FileWarningName>();
    const names = await checkZip(path, undefined, (name, text) => {
      if (name.endsWith('.rels') && REMOTE_TEMPLATE.test(text)) signs.add('REMOTE_TEMPLATE');
      if (DDE_FIELD.test(text)) signs.add('DDE_FIELD');
    });
    if (names.some((name) => EMBEDDED_OBJECT.test(name))) signs.add('OLE_OBJECT');
    const active = names.find((name) => ACTIVE.test(name));
    if (active) throw new FileRefused('MACROS', active);
    if (format === 'ZIP') {
      const foreign = names.find(
        (name) =>
          !name.endsWith('/') && (PLAIN_ARCHIVE_EXCLUDES.test(name) || !formatOfExtension(extensionOf(name))),
      );
      if (foreign) throw new FileRefused('UNSAFE_ARCHIVE', foreign);
    }
    return { format, warnings: [...signs] };
  } catch (error) {
    if (error instanceof BudgetExceeded) return { format, overBudget: true };
    throw error;
  }
}

/** A Word 97 file names its streams in UTF-16: one of them must be Word's, none may be of macros. */
function checkCompound(bytes: Buffer): void {
  const has = (name: string): boolean => bytes.includes(Buffer.from(name, 'utf16le'));
  if (!has('WordDocument'))
    throw new FileRefused('UNKNOWN_FORMAT', { ru: 'не документ Word', en: 'not a Word document' });
  if (has('_VBA_PROJECT') || has('Macros')) throw new FileRefused('MACROS');
}

async function readHead(path: string, length = 65_536): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
