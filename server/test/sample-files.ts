/** Files for the tests of the reader, honest and hostile, made on the spot. */
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** What goes into an archive: text, bytes, or a symbolic link. */
export type Entries = Record<string, string | Buffer | { link: string }>;

/** An archive of the entries in their order. */
export async function zipOf(entries: Entries): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(entries)) {
    const link = typeof content === 'object' && 'link' in content;
    zip.addBuffer(
      Buffer.from(link ? content.link : (content as string)),
      name,
      link ? { mode: 0o120777 } : {},
    );
  }
  zip.end();
  return buffer(zip.outputStream);
}

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const TYPES = (main: string): string =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
   <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
   <Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`;
const RELATIONS = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`;
const PLAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

/** Parts of a Word document with this body; `prolog` comes before its root. */
export function docxParts(body: string, prolog = '', type = PLAIN): Entries {
  return {
    '[Content_Types].xml': TYPES(type),
    '_rels/.rels': RELATIONS,
    'word/document.xml': `<?xml version="1.0"?>${prolog}<w:document xmlns:w="${WORD}"><w:body>${body}</w:body></w:document>`,
  };
}

/** A paragraph of a Word document; `before` is put into its run. */
export function paragraph(text: string, before = ''): string {
  return `<w:p><w:r>${before}<w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

/** A PDF of the objects, with a right cross-reference table. */
export function pdfOf(objects: (string | Buffer)[], trailer = '/Root 1 0 R'): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = parts[0]!.length;
  for (const [at, object] of objects.entries()) {
    const part = Buffer.concat([
      Buffer.from(`${at + 1} 0 obj\n`),
      Buffer.from(object),
      Buffer.from('\nendobj\n'),
    ]);
    offsets.push(length);
    length += part.length;
    parts.push(part);
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} ${trailer} >>\nstartxref\n${length}\n%%EOF`,
    ),
  );
  return Buffer.concat(parts);
}

/** A PDF stream object. */
function stream(bytes: Buffer, dictionary = ''): Buffer {
  return Buffer.concat([
    Buffer.from(`<< /Length ${bytes.length} ${dictionary} >>\nstream\n`),
    bytes,
    Buffer.from('\nendstream'),
  ]);
}

/** A one-page PDF that shows a Latin text by a font that it does not hold. */
export function simplePdf(
  content: Buffer = Buffer.from('BT /F1 24 Tf 72 700 Td (Hello from a page) Tj ET'),
  filter = '',
): Buffer {
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    stream(content, filter),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]);
}
