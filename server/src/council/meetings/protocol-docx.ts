import { AlignmentType, Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';
import type { ProtocolText } from './protocol-text.js';

/** The face that every office has, as letters of state offices are set. */
const FONT = 'Times New Roman';

/** Writes a protocol as a DOCX. */
export function protocolDocx(protocol: ProtocolText): Promise<Buffer> {
  const { council, title, date, place, facts, agenda, matters, signers, draft, signature } = protocol;
  const centred = (text: string, bold = false) =>
    new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ text, bold })] });
  const labelled = ([label, text]: readonly [string, string]) =>
    new Paragraph({
      spacing: { after: 80 },
      children: [new TextRun({ text: `${label}: `, bold: true }), new TextRun(text)],
    });
  const heading = (text: string) =>
    new Paragraph({ text, heading: HeadingLevel.HEADING_1, spacing: { before: 280, after: 120 } });
  const document = new Document({
    title: `${title}, ${date}`,
    creator: 'Методбанк',
    styles: {
      default: {
        document: { run: { font: FONT, size: 24, language: { value: 'ru-RU' } } },
        title: { run: { font: FONT, size: 28, bold: true }, paragraph: { alignment: AlignmentType.CENTER } },
        heading1: { run: { font: FONT, size: 24, bold: true } },
      },
    },
    sections: [
      {
        properties: { page: { margin: { top: 1134, bottom: 1134, left: 1700, right: 850 } } },
        children: [
          centred(council, true),
          new Paragraph({ text: title.toUpperCase(), heading: HeadingLevel.TITLE, spacing: { before: 240 } }),
          ...(draft ? [centred(draft)] : []),
          centred(`${date}, ${place}`),
          new Paragraph(''),
          ...facts.map(labelled),
          heading('Повестка дня'),
          ...agenda.map((text, at) => new Paragraph(`${at + 1}. ${text}`)),
          ...matters.flatMap(({ title: matter, lines }, at) => [
            heading(`${at + 1}. ${matter}`),
            ...lines.map(labelled),
          ]),
          new Paragraph(''),
          ...signers.map(
            ([post, name]) =>
              new Paragraph({
                spacing: { before: 240 },
                keepNext: true,
                children: [new TextRun(`${post}   ____________   ${name}`)],
              }),
          ),
          ...(signature ? [new Paragraph({ spacing: { before: 240 }, text: signature })] : []),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}
