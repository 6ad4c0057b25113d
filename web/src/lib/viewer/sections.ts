import type { Place } from './place.ts';

/** A slide or a sheet of a file, as the server has laid it. */
export interface Section {
  /** From 1. */
  number: number;
  /** Ordinal of its first passage; null when it has no words. */
  ordinal: number | null;
  title: string;
  /** What it holds, with its heading. */
  html: string;
}

const SECTION = /<section([^>]*)>([\s\S]*?)<\/section>/g;

/** Cuts a file's HTML into its slides or sheets. */
export function sectionsOf(html: string): Section[] {
  return Array.from(html.matchAll(SECTION), ([whole, attributes = '', inside = ''], index) => {
    const id = /\bid="passage-(\d+)"/.exec(attributes)?.[1];
    const slide = /\bdata-slide="(\d+)"/.exec(attributes)?.[1];
    const heading = /<h2[^>]*>([\s\S]*?)<\/h2>/.exec(inside)?.[1] ?? '';
    return {
      number: slide ? Number(slide) : index + 1,
      ordinal: id ? Number(id) : null,
      title: plain(heading),
      html: whole,
    };
  });
}

const SIGNS: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:amp|lt|gt|quot|#39);/g, (sign) => SIGNS[sign]!)
    .trim();

/** Number of the section that an address opens: by the passage found, or by its number, or the first. */
export function sectionAt(sections: readonly Section[], { ordinal, slide, page }: Place): number {
  if (slide === null && page === null && ordinal !== null) {
    const holding = sections.findLast((section) => section.ordinal !== null && section.ordinal <= ordinal);
    if (holding) return holding.number;
  }
  return within(slide ?? page ?? 1, sections.at(-1)?.number ?? 1);
}

/** A number of a page brought into 1…`last`. */
export const within = (number: number, last: number): number =>
  Math.min(Math.max(1, Math.trunc(number) || 1), Math.max(1, last));

/** A table that scrolls sideways must be reachable with the keyboard. */
export const readable = (html: string, tableName: string): string =>
  html.replaceAll(
    '<div class="table">',
    `<div class="table" role="group" aria-label="${tableName}" tabindex="0">`,
  );
