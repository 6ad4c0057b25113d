import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type Pdf from 'pdfkit';

const resolve = createRequire(import.meta.url).resolve;

/** Names of the faces within a document. */
export const FONTS = {
  serif: ['pt-serif', '400Regular/PTSerif_400Regular.ttf'],
  serifItalic: ['pt-serif', '400Regular_Italic/PTSerif_400Regular_Italic.ttf'],
  serifBold: ['pt-serif', '700Bold/PTSerif_700Bold.ttf'],
  sans: ['pt-sans', '400Regular/PTSans_400Regular.ttf'],
  sansBold: ['pt-sans', '700Bold/PTSans_700Bold.ttf'],
} as const;

/** A face of the PT family. */
export type PtFont = keyof typeof FONTS;

const bytes = new Map<PtFont, Buffer>();

/** Makes the PT faces known to a document; the embedded part of each is what the document uses of it. */
export function registerPtFonts(document: typeof Pdf.prototype): void {
  for (const [name, [family, file]] of Object.entries(FONTS) as [PtFont, readonly [string, string]][]) {
    let font = bytes.get(name);
    if (!font) bytes.set(name, (font = readFileSync(resolve(`@expo-google-fonts/${family}/${file}`))));
    document.registerFont(name, font);
  }
}
