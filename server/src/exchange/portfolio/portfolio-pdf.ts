import { buffer } from 'node:stream/consumers';
import Pdf from 'pdfkit';
import { INK } from '../../materials/certificates/certificate-words.js';
import { registerPtFonts } from '../../materials/certificates/pt-fonts.js';
import type { PortfolioText } from './portfolio-text.js';

const MARGIN = { top: 56, bottom: 64, left: 71, right: 56 } as const;
const INDENT = 24;

/** Prints a portfolio as a tagged PDF on A4 sheets with their numbers. */
export function portfolioPdf(portfolio: PortfolioText, today: Date): Promise<Buffer> {
  const { title, name, facts, sections, nothing, end } = portfolio;
  const pdf = new Pdf({
    size: 'A4',
    margins: MARGIN,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'ru-RU',
    displayTitle: true,
    bufferPages: true,
    info: { Title: `${title}: ${name}`, Author: name, Creator: 'Методбанк', CreationDate: today },
  });
  const whole = buffer(pdf);
  registerPtFonts(pdf);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const width = pdf.page.width - MARGIN.left - MARGIN.right;
  const add = (tag: string, draw: () => void) => root.add(pdf.struct(tag, {}, [draw]));
  /** Begins a new sheet where less than so many points are left. */
  const keep = (points: number) => {
    if (pdf.y + points > pdf.page.height - MARGIN.bottom) pdf.addPage();
  };

  add('H1', () => pdf.font('serifBold').fontSize(22).fillColor(INK.ink).text(title, { align: 'center' }));
  pdf.moveDown(0.2);
  add('P', () => pdf.font('serifBold').fontSize(15).fillColor(INK.accent).text(name, { align: 'center' }));
  pdf.moveDown(0.8);
  for (const [label, value] of facts) {
    add('P', () => {
      pdf.font('serifBold').fontSize(11.5).fillColor(INK.ink).text(`${label}: `, { continued: true });
      pdf.font('serif').text(value);
    });
  }
  for (const section of sections) {
    pdf.moveDown(1.2);
    keep(70);
    add('H2', () => pdf.font('serifBold').fontSize(14).fillColor(INK.ink).text(section.title));
    pdf.moveDown(0.4);
    if (section.lines.length === 0)
      add('P', () => pdf.font('serif').fontSize(11.5).fillColor(INK.second).text(nothing));
    for (const [at, { text, note }] of section.lines.entries()) {
      pdf.font('serif').fontSize(11.5);
      keep(Math.min(200, pdf.heightOfString(text, { width: width - INDENT }) + 16));
      add('P', () => {
        const y = pdf.y;
        pdf.fillColor(INK.ink).text(`${at + 1}. `, MARGIN.left, y, { lineBreak: false });
        pdf.text(text, MARGIN.left + INDENT, y, { width: width - INDENT });
        if (note) {
          pdf
            .font('sans')
            .fontSize(9)
            .fillColor(INK.second)
            .text(note, { width: width - INDENT });
        }
      });
      pdf.x = MARGIN.left;
      pdf.moveDown(0.5);
    }
  }
  pdf.moveDown(1.5);
  keep(30);
  add('P', () => pdf.font('sans').fontSize(9).fillColor(INK.second).text(end, { width }));
  root.end();
  number(pdf);
  pdf.end();
  return whole;
}

/** The number at the foot of each sheet, as an ornament that is not read aloud. */
function number(pdf: typeof Pdf.prototype): void {
  const { count } = pdf.bufferedPageRange();
  for (let at = 0; at < count; at++) {
    pdf.switchToPage(at);
    // below the margin, where text would begin a new sheet
    pdf.page.margins.bottom = 0;
    pdf.markContent('Artifact', { type: 'Pagination' });
    const text = `${at + 1}`;
    pdf.font('sans').fontSize(9).fillColor(INK.second);
    pdf.text(text, (pdf.page.width - pdf.widthOfString(text)) / 2, pdf.page.height - 40, {
      lineBreak: false,
    });
    pdf.endMarkedContent();
    pdf.page.margins.bottom = MARGIN.bottom;
  }
}
