import { number } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { MaterialCardData } from './material-card.ts';

const slides = new Set(['PPTX', 'ODP']);
/** What comes along with a video: captions and the poster. */
const besideVideo = new Set(['VTT', 'SRT', 'JPG', 'PNG', 'WEBP']);

/** What a download brings: «DOCX, PDF · 6 стр.», «MP4 · субтитры», «ZIP · 9 файлов». */
export function filesLine(material: MaterialCardData): string {
  const { formats, fileCount, pageCount, durationSeconds, hasCaptions } = material;
  const shown = formats.filter((format) => durationSeconds === null || !besideVideo.has(format));
  const parts = [shown.slice(0, 3).join(', ')];
  if (durationSeconds !== null) {
    if (hasCaptions) parts.push(m.captions());
  } else if (pageCount !== null) {
    const count = { count: pageCount, text: number(pageCount) };
    parts.push(formats[0] && slides.has(formats[0]) ? m.slides_count(count) : m.pages_count(count));
  } else if (fileCount > 1) {
    parts.push(m.files_count({ count: fileCount, text: number(fileCount) }));
  }
  return parts.filter(Boolean).join(' · ');
}
