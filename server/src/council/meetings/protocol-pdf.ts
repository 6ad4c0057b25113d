import { buffer } from 'node:stream/consumers';
import Pdf from 'pdfkit';
import { INK } from '../../materials/certificates/certificate-words.js';
import { registerPtFonts } from '../../materials/certificates/pt-fonts.js';
import type { ProtocolText } from './protocol-text.js';

const MARGIN = { top: 56, bottom: 64, left: 71, right: 56 } as const;
const SIZE = 11.5;

/** Prints a protocol as a tagged PDF on A4 sheets. */
export function protocolPdf(protocol: ProtocolText): Promise<Buffer> {
  const { council, title, date, place, facts, agenda, matters, signers, draft, signature, signedAt } =
    protocol;
  const pdf = new Pdf({
    ...{ size: 'A4', margins: MARGIN, pdfVersion: '1.7', tagged: true, lang: 'ru-RU', displayTitle: true },
    info: {
      ...{ Title: `${title}, ${date}`, Author: council, Creator: 'Методбанк' },
      CreationDate: signedAt ?? new Date(),
    },
  });
  const whole = buffer(pdf);
  registerPtFonts(pdf);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const add = (tag: string, draw: () => void) => root.add(pdf.struct(tag, {}, [draw]));
  const plain = (text: string, align: 'left' | 'center' = 'left') =>
    add('P', () => pdf.font('serif').fontSize(SIZE).fillColor(INK.ink).text(text, { align }));
  const heading = (text: string) => {
    pdf.moveDown(1);
    if (pdf.y + 60 > pdf.page.height - MARGIN.bottom) pdf.addPage();
    add('H2', () => pdf.font('serifBold').fontSize(SIZE).fillColor(INK.ink).text(text));
    pdf.moveDown(0.3);
  };
  const labelled = ([label, text]: readonly [string, string]) =>
    add('P', () => {
      pdf.font('serifBold').fontSize(SIZE).fillColor(INK.ink).text(`${label}: `, { continued: true });
      pdf.font('serif').text(text);
    });

  add('P', () => pdf.font('serifBold').fontSize(13).fillColor(INK.ink).text(council, { align: 'center' }));
  pdf.moveDown(0.6);
  add('H1', () => pdf.font('serifBold').fontSize(15).text(title.toUpperCase(), { align: 'center' }));
  if (draft) plain(draft, 'center');
  plain(`${date}, ${place}`, 'center');
  pdf.moveDown(1);
  facts.forEach(labelled);
  heading('Повестка дня');
  for (const [at, text] of agenda.entries()) plain(`${at + 1}. ${text}`);
  for (const [at, { title: matter, lines }] of matters.entries()) {
    heading(`${at + 1}. ${matter}`);
    lines.forEach(labelled);
  }
  pdf.moveDown(2);
  // those who sign stand together, with the note that they did
  if (pdf.y + (signers.length + 1) * 40 > pdf.page.height - MARGIN.bottom) pdf.addPage();
  for (const [post, name] of signers) {
    plain(`${post}   ____________   ${name}`);
    pdf.moveDown(1);
  }
  if (signature) plain(signature);
  root.end();
  pdf.end();
  return whole;
}
