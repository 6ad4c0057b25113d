import { day, number } from '#lib/format.ts';
import { type EducationLevel, kindsLabel, levelLabel, type MaterialKind } from '#lib/labels/material.ts';
import { m } from '#lib/paraglide/messages.js';

/** What a line about a call tells. */
export interface CallData {
  kinds: readonly MaterialKind[];
  levels: readonly EducationLevel[];
  open: boolean;
  until: string;
  came: number;
  published: number;
}

/** What is asked for: «Дидактические игры, рабочие листы · Дошкольное». */
export function askedFor({ kinds, levels }: Pick<CallData, 'kinds' | 'levels'>): string {
  const what = kinds.length ? kinds.map((kind) => kindsLabel[kind]()).join(', ') : m.call_any_kind();
  const whom = levels.length ? levels.map((level) => levelLabel[level]()).join(', ') : m.call_any_level();
  return `${what} · ${whom}`;
}

/** What has come of it: «пришли 3 материала, опубликован 1». */
export function outcomeOf({ came, published }: Pick<CallData, 'came' | 'published'>): string {
  if (!came) return m.call_came_none();
  const parts = [m.call_came({ count: came, text: number(came) })];
  if (published) parts.push(m.call_published({ count: published, text: number(published) }));
  return parts.join(', ');
}

/** Until when it is open, or that it is not any more. */
export const termOf = ({ open, until }: Pick<CallData, 'open' | 'until'>): string =>
  open ? m.call_until_day({ day: day(until) }) : m.call_is_closed();
