/**
 * «Свидетельство» as a PDF: one A4 sheet on its side, tagged for screen readers, the same bytes for the
 * same certificate. Long names and titles make the words smaller, never the sheet larger.
 */
import { buffer } from 'node:stream/consumers';
import Pdf from 'pdfkit';
import { drawGround, drawMark, drawQr } from './certificate-ornament.js';
import { INK, longDate, type Paragraph, wordsOf } from './certificate-words.js';
import type { CertificateRow } from './certificate.reads.js';
import { printedCheckCode } from './check-code.js';
import { balancedLines } from './line-breaking.js';
import { type PtFont, registerPtFonts } from './pt-fonts.js';

type Sheet = typeof Pdf.prototype;

const [WIDTH, HEIGHT] = [841.89, 595.28];
/** Where the words of the middle stand. */
const MIDDLE = { top: 158, bottom: 448, width: 640 } as const;
const SHRINK = [1, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.52, 0.46, 0.4, 0.34, 0.28] as const;
const LEADING = 1.24;
const FOOT = 466;

/** What is printed of a certificate; whether it still holds is said by its check page only. */
export type PrintedCertificate = Pick<
  CertificateRow,
  'number' | 'issuedAt' | 'checkCode' | 'sha256' | 'snapshot'
>;

/** Draws a certificate. @param checkAddress address of its check page, for the QR code */
export async function drawCertificate(
  certificate: PrintedCertificate,
  checkAddress: string,
): Promise<Buffer> {
  const { snapshot, number, issuedAt } = certificate;
  const sheet = new Pdf({
    size: 'A4',
    layout: 'landscape',
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'ru-RU',
    displayTitle: true,
    info: {
      Title: `Свидетельство ${snapshot.reviewedOn ? 'об экспертизе' : 'о публикации'} ${number}`,
      Author: snapshot.issuer.organization ?? 'Методбанк',
      Subject: `${snapshot.holder}: ${snapshot.title}`,
      Creator: 'Методбанк',
      // the file tells when the certificate was issued, not when it was asked for
      CreationDate: issuedAt,
    },
  });
  const whole = buffer(sheet);
  registerPtFonts(sheet);
  const root = sheet.struct('Document');
  sheet.addStructure(root);
  const tagged = (tag: string, draw: () => void, options = {}) =>
    root.add(sheet.struct(tag, options, [draw]));

  sheet.markContent('Artifact', { type: 'Layout' });
  drawGround(sheet, WIDTH, HEIGHT);
  sheet.endMarkedContent();
  head(sheet, tagged, certificate);
  middle(sheet, tagged, wordsOf(snapshot));
  foot(sheet, tagged, certificate, checkAddress);
  root.end();
  sheet.end();
  return whole;
}

type Tagged = (tag: string, draw: () => void, options?: object) => void;

function head(sheet: Sheet, tagged: Tagged, { number, issuedAt, snapshot }: PrintedCertificate): void {
  const name = 'Методбанк';
  tagged('P', () => {
    sheet.font('serifBold').fontSize(15);
    const width = sheet.widthOfString(name) + 25;
    drawMark(sheet, (WIDTH - width) / 2, 47, 18);
    line(sheet, name, (WIDTH - width) / 2 + 25, 46, 'ink');
  });
  const { organization } = snapshot.issuer;
  if (organization)
    tagged('P', () => centred(sheet, fitted(sheet, organization, 'sans', 9.5, 640), 68, 'second'));
  tagged('H1', () => {
    sheet.font('serifBold').fontSize(38);
    const title = 'СВИДЕТЕЛЬСТВО';
    const spacing = 3;
    const x = (WIDTH - sheet.widthOfString(title, { characterSpacing: spacing }) + spacing) / 2;
    sheet.fillColor(INK.ink).text(`${title} `, x, 77, { lineBreak: false, characterSpacing: spacing });
    sheet.font('serifItalic').fontSize(15);
    const of = snapshot.reviewedOn ? 'об экспертизе' : 'о публикации';
    centred(sheet, `${of} методического материала`, 120, 'accent');
  });
  tagged('P', () => {
    sheet.font('sansBold').fontSize(10.5);
    centred(sheet, `№ ${number} от ${longDate(issuedAt)}`.replace('№ ', '№\u00A0'), 141, 'ochre');
  });
}

/** The words in the middle of their place, as large as all of them fit. */
function middle(sheet: Sheet, tagged: Tagged, words: readonly Paragraph[]): void {
  const room = MIDDLE.bottom - MIDDLE.top;
  let laid = lay(sheet, words, SHRINK[0]);
  for (const scale of SHRINK.slice(1)) {
    if (laid.height <= room) break;
    laid = lay(sheet, words, scale);
  }
  let y = MIDDLE.top + Math.max(0, (room - laid.height) / 2);
  for (const { paragraph, lines, size, gap } of laid.paragraphs) {
    y += gap;
    const top = y;
    tagged(paragraph.tag ?? 'P', () => {
      sheet.font(paragraph.font).fontSize(size);
      for (const [at, text] of lines.entries())
        centred(sheet, text, top + at * size * LEADING, paragraph.color, at < lines.length - 1);
    });
    y += lines.length * size * LEADING;
  }
}

function lay(sheet: Sheet, words: readonly Paragraph[], scale: number) {
  let height = 0;
  const paragraphs = words.map((paragraph) => {
    const size = paragraph.size * scale;
    const gap = paragraph.gap * scale;
    sheet.font(paragraph.font).fontSize(size);
    const lines = balancedLines(paragraph.text, MIDDLE.width, (text) => sheet.widthOfString(text));
    height += gap + lines.length * size * LEADING;
    return { paragraph, lines, size, gap };
  });
  return { paragraphs, height };
}

function foot(sheet: Sheet, tagged: Tagged, certificate: PrintedCertificate, checkAddress: string): void {
  const { checkCode, sha256, snapshot } = certificate;
  tagged('Figure', () => drawQr(sheet, checkAddress, 58, FOOT, 78), {
    alt: `QR-код страницы проверки: ${checkAddress}`,
    bbox: [58, FOOT, 136, FOOT + 78],
    placement: 'Block',
  });
  const { host, pathname } = new URL(checkAddress);
  const shortAddress = `${host}${pathname.slice(0, pathname.lastIndexOf('/'))}`;
  column(sheet, tagged, 150, 248, [
    ['Проверить подлинность', [shortAddress]],
    ['Код проверки', [printedCheckCode(checkCode)]],
    ...(snapshot.registrationNumber
      ? [
          [
            'Номер материала в банке',
            [`${snapshot.registrationNumber}, версия ${snapshot.versionNumber}`],
          ] as const,
        ]
      : []),
  ]);
  column(sheet, tagged, 414, 190, [
    ...(snapshot.publishedOn ? [['Дата публикации', [longDate(snapshot.publishedOn)]] as const] : []),
    ...(snapshot.reviewedOn ? [['Дата отзыва', [longDate(snapshot.reviewedOn)]] as const] : []),
    ...(sha256 ? [['SHA-256 опубликованного файла', digestLines(sha256)] as const] : []),
  ]);
  signature(sheet, tagged, snapshot.issuer);
}

/** Facts one under the other: what it is in small letters, then what it says. */
function column(
  sheet: Sheet,
  tagged: Tagged,
  x: number,
  width: number,
  facts: readonly (readonly [string, readonly string[]])[],
): void {
  let y = FOOT;
  for (const [label, values] of facts) {
    const top = y;
    tagged('P', () => {
      sheet.font('sans').fontSize(7.5);
      line(sheet, label, x, top, 'second');
      const size = values.length > 1 ? 7.5 : 9.5;
      values.forEach((value, at) =>
        line(sheet, fitted(sheet, value, 'sansBold', size, width), x, top + 10 + at * 9, 'ink'),
      );
    });
    y += 27;
  }
}

/** Sixty-four digits in two lines of four groups, so that eyes can compare them. */
function digestLines(sha256: string): string[] {
  return (sha256.match(/.{32}/g) ?? []).map((half) => half.match(/.{8}/g)!.join(' '));
}

function signature(sheet: Sheet, tagged: Tagged, issuer: PrintedCertificate['snapshot']['issuer']): void {
  const [x, width] = [628, 156];
  tagged('P', () => {
    line(sheet, fitted(sheet, issuer.signerPost, 'sans', 9.5, width), x, FOOT, 'second');
    sheet
      .lineWidth(0.6)
      .moveTo(x, FOOT + 48)
      .lineTo(x + width, FOOT + 48)
      .stroke(INK.second);
    sheet.font('sans').fontSize(7.5);
    line(sheet, 'подпись', x, FOOT + 52, 'second');
    line(sheet, 'М. П.', x + width - sheet.widthOfString('М. П.'), FOOT + 52, 'second');
    if (issuer.signerName)
      line(sheet, fitted(sheet, issuer.signerName, 'serifBold', 10.5, width), x, FOOT + 64, 'ink');
  });
}

/** Sets the largest size, no larger than wished, at which a text stands on one line. */
function fitted(sheet: Sheet, text: string, font: PtFont, wished: number, width: number): string {
  sheet.font(font).fontSize(wished);
  const actual = sheet.widthOfString(text);
  if (actual > width) sheet.fontSize((wished * width) / actual);
  return text;
}

/** @param goesOn whether a line follows: who reads the text aloud or copies it needs the space between them */
function centred(sheet: Sheet, text: string, y: number, color: keyof typeof INK, goesOn = false): void {
  const space = goesOn && !text.endsWith('-') ? ' ' : '';
  line(sheet, text + space, (WIDTH - sheet.widthOfString(text)) / 2, y, color);
}

function line(sheet: Sheet, text: string, x: number, y: number, color: keyof typeof INK): void {
  sheet.fillColor(INK[color]).text(text, x, y, { lineBreak: false });
}
