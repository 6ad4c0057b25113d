import {
  AlignmentType,
  Document,
  Footer,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx';
import type { PortfolioText } from './portfolio-text.js';

/** The face that every office has, as letters of state offices are set. */
const FONT = 'Times New Roman';
const NUMBERED = 'numbered';

/** Writes a portfolio as a DOCX that its owner may go on with. */
export function portfolioDocx(portfolio: PortfolioText): Promise<Buffer> {
  const { title, name, facts, sections, nothing, end } = portfolio;
  const heading = (text: string) =>
    new Paragraph({ text, heading: HeadingLevel.HEADING_1, spacing: { before: 320, after: 120 } });
  const document = new Document({
    title: `${title}: ${name}`,
    creator: 'Методбанк',
    styles: {
      default: {
        document: { run: { font: FONT, size: 24, language: { value: 'ru-RU' } } },
        title: { run: { font: FONT, size: 36, bold: true }, paragraph: { alignment: AlignmentType.CENTER } },
        heading1: { run: { font: FONT, size: 28, bold: true } },
      },
    },
    numbering: {
      config: sections.map((_, at) => ({
        reference: `${NUMBERED}-${at}`,
        levels: [
          {
            level: 0,
            format: LevelFormat.DECIMAL,
            text: '%1.',
            style: { paragraph: { indent: { left: 500, hanging: 500 } } },
          },
        ],
      })),
    },
    sections: [
      {
        properties: { page: { margin: { top: 1134, bottom: 1134, left: 1700, right: 850 } } },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [new TextRun({ children: [PageNumber.CURRENT] })],
              }),
            ],
          }),
        },
        children: [
          new Paragraph({ text: title, heading: HeadingLevel.TITLE }),
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { before: 120, after: 240 },
            children: [new TextRun({ text: name, bold: true, size: 28 })],
          }),
          ...facts.map(
            ([label, value]) =>
              new Paragraph({
                children: [new TextRun({ text: `${label}: `, bold: true }), new TextRun(value)],
              }),
          ),
          ...sections.flatMap((section, at) => [
            heading(section.title),
            ...(section.lines.length === 0 ? [new Paragraph(nothing)] : []),
            ...section.lines.map(
              ({ text, note }) =>
                new Paragraph({
                  numbering: { reference: `${NUMBERED}-${at}`, level: 0 },
                  spacing: { after: 120 },
                  children: [
                    new TextRun(text),
                    ...(note ? [new TextRun({ text: note, break: 1, size: 20, italics: true })] : []),
                  ],
                }),
            ),
          ]),
          new Paragraph({
            spacing: { before: 480 },
            children: [new TextRun({ text: end, size: 20, italics: true })],
          }),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}
