import type { MaterialCard } from '../src/search/material-card.js';
import type { IndexDocument } from '../src/search/search-engine.js';
import type { JudgedDocument } from './judged-set.js';

/** A judged paragraph as a material: its title, and its text as the only page of its only file. */
export function judgedDocument(document: JudgedDocument, index: number): IndexDocument {
  const id = `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
  return {
    id,
    card: { id, slug: document._id, title: document.title } as MaterialCard,
    title: document.title,
    keywords: '',
    labels: '',
    annotation: '',
    facets: [],
    publishedAt: Date.UTC(2026, 0, 1),
    year: 2026,
    downloads: 0,
    quality: 0,
    files: [{ id, name: 'text.txt', sha256: '0'.repeat(64) }],
    passages: [{ file: 0, ordinal: 0, text: document.text }],
  };
}
