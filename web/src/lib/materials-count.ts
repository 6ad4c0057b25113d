import { number } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

/** «38 материалов». */
export const materialsCount = (count: number): string => m.materials_count({ count, text: number(count) });
