import { getLocale } from '#lib/paraglide/runtime.js';
import { m } from '#lib/paraglide/messages.js';

const tag = (): string => (getLocale() === 'ru' ? 'ru-RU' : 'en-GB');

/** Making a format takes a hundred times as long as using it, and a page of the catalogue shows hundreds of numbers. */
const numberFormats = new Map<string, Intl.NumberFormat>();
const dayFormats = new Map<string, Intl.DateTimeFormat>();

function inDigits(value: number, fraction: number): string {
  // a browser loads its formats with the first one: 13 ms on a desktop for three digits that need none
  const whole = Math.round(value);
  if (fraction === 0 && whole >= 0 && whole < 1000) return String(whole);
  const key = `${tag()} ${fraction}`;
  let format = numberFormats.get(key);
  if (!format)
    numberFormats.set(key, (format = new Intl.NumberFormat(tag(), { maximumFractionDigits: fraction })));
  return format.format(value);
}

/** A whole number with its thousands apart: «1 284». */
export const number = (value: number): string => inDigits(value, 0);

/** A size in bytes as people say it: «1,4 МБ», «820 КБ». */
export function fileSize(bytes: number): string {
  const units = [m.unit_bytes(), m.unit_kilobytes(), m.unit_megabytes(), m.unit_gigabytes()];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit < 2 || value >= 10 ? 0 : 1;
  return `${inDigits(value, digits)}\u00a0${units[unit]}`;
}

/** Seconds as a clock shows them: «18:42», «1:02:05». */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part, index) => (index ? String(part).padStart(2, '0') : String(part))).join(':');
}

/** A day in words: «4 апреля 2025». Instants are read in the day of a zone, Moscow's where none is said; dates as they are. */
export function day(date: string, zone = 'Europe/Moscow'): string {
  const instant = new Date(date);
  const timeZone = date.length === 10 ? 'UTC' : zone;
  const key = `${tag()} ${timeZone}`;
  let format = dayFormats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(tag(), { day: 'numeric', month: 'long', year: 'numeric', timeZone });
    dayFormats.set(key, format);
  }
  const text = format.format(instant);
  return text.replace(/\s*г\.$/, '').replaceAll(' ', '\u00a0');
}

/** The day that it is in a zone at an instant, Moscow's where none is said: `2026-11-27`. */
export const dayIn = (instant: Date, zone = 'Europe/Moscow'): string =>
  instant.toLocaleDateString('sv-SE', { timeZone: zone });

/** A day in figures, as a protocol is cited: «02.04.2025». */
export const dayInFigures = (date: string): string => date.slice(0, 10).split('-').reverse().join('.');
