import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type Pdf from 'pdfkit';

const require = createRequire(import.meta.url);

/** The faces by their names within a document. */
const FONTS = {
  serif: require.resolve('@expo-google-fonts/pt-serif/400Regular/PTSerif_400Regular.ttf'),
  serifItalic: require.resolve('@expo-google-fonts/pt-serif/400Regular_Italic/PTSerif_400Regular_Italic.ttf'),
  serifBold: require.resolve('@expo-google-fonts/pt-serif/700Bold/PTSerif_700Bold.ttf'),
  sans: require.resolve('@expo-google-fonts/pt-sans/400Regular/PTSans_400Regular.ttf'),
  sansBold: require.resolve('@expo-google-fonts/pt-sans/700Bold/PTSans_700Bold.ttf'),
} as const;

/** A face of the PT family. */
export type PtFont = keyof typeof FONTS;

const bytes = new Map<PtFont, Buffer>();

/** Makes the PT faces known to a document; the embedded part of each is what the document uses of it. */
export function registerPtFonts(document: typeof Pdf.prototype): void {
  for (const name of Object.keys(FONTS) as PtFont[]) {
    let font = bytes.get(name);
    if (!font) bytes.set(name, (font = readFileSync(FONTS[name])));
    document.registerFont(name, font);
  }
}
