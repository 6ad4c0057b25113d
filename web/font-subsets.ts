import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

/** The weights that the styles ask for. */
const WEIGHTS = { min: 400, max: 700 };
const CYRILLIC = range(0x0400, 0x045f) + '\u0301\u0490\u0491\u04B0\u04B1\u2116';
const LETTERS = range(0x41, 0x5a) + range(0x61, 0x7a);
const SIGNS =
  range(0x20, 0x40) +
  range(0x5b, 0x60) +
  range(0x7b, 0x7e) +
  '\u00A0\u00A7\u00A9\u00AB\u00B0\u00B1\u00B2\u00B3\u00B7\u00BB\u00D7\u00F7\u2212' +
  range(0x2000, 0x206f) +
  '\u2191\u2193';
/**
 * The files that are cut of each family, with the packages' subset they are cut from and their characters: what
 * nearly every page needs, and no more; the `unicode-range` of `fonts.css` says the same. Latin letters stand in the
 * head of every page, which is in Golos; in Literata are headings, which seldom have any.
 */
const FILES = [
  { family: 'golos-text', name: 'cyrillic', from: 'cyrillic', characters: CYRILLIC },
  { family: 'golos-text', name: 'latin', from: 'latin', characters: LETTERS + SIGNS },
  { family: 'literata', name: 'cyrillic', from: 'cyrillic', characters: CYRILLIC },
  { family: 'literata', name: 'signs', from: 'latin', characters: SIGNS },
  { family: 'literata', name: 'latin', from: 'latin', characters: LETTERS },
] as const;

/**
 * Cuts the families down to the weights and characters that a page of the bank needs, at a third less to load than
 * the packages' own subsets, and lets styles name them as `@fonts/golos-text-latin.woff2`. Cut once, kept beside what
 * Kit generates.
 */
export function fontSubsets(): Plugin {
  return {
    name: 'font-subsets',
    async config() {
      const folder = fileURLToPath(new URL('.svelte-kit/fonts', import.meta.url));
      mkdirSync(folder, { recursive: true });
      for (const { family, name, from, characters } of FILES) {
        const { version, source } = packaged(family, from);
        const file = join(folder, `${family}-${name}.woff2`);
        const note = `${file}.txt`;
        const wanted = `${version} ${WEIGHTS.min}-${WEIGHTS.max} ${characters}`;
        if (existsSync(note) && readFileSync(note, 'utf8') === wanted) continue;
        const options = { targetFormat: 'woff2', variationAxes: { wght: WEIGHTS } } as const;
        writeFileSync(file, await subsetFont(readFileSync(source), characters, options));
        writeFileSync(note, wanted);
      }
      return { resolve: { alias: { '@fonts': folder } } };
    },
  };
}

function packaged(family: string, subset: string): { version: string; source: string } {
  const at = (path: string) => fileURLToPath(import.meta.resolve(`@fontsource-variable/${family}/${path}`));
  const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { version: string };
  return { version, source: at(`files/${family}-${subset}-wght-normal.woff2`) };
}

/** All characters from one code to another. */
function range(first: number, last: number): string {
  return String.fromCharCode(...Array.from({ length: last - first + 1 }, (_, index) => first + index));
}
