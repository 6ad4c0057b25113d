/** Times of meetings: typed and shown by the clock of the place, wherever the server and the browser are. */
import { day } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

/** All zones of Russia by their IANA names from west to east, with their towns, the one that names the zone first. */
export const RUSSIAN_ZONES: Readonly<Record<string, () => string>> = {
  'Europe/Kaliningrad': m.zone_kaliningrad,
  'Europe/Moscow': m.zone_moscow,
  'Europe/Simferopol': m.zone_simferopol,
  'Europe/Kirov': m.zone_kirov,
  'Europe/Volgograd': m.zone_volgograd,
  'Europe/Astrakhan': m.zone_astrakhan,
  'Europe/Saratov': m.zone_saratov,
  'Europe/Ulyanovsk': m.zone_ulyanovsk,
  'Europe/Samara': m.zone_samara,
  'Asia/Yekaterinburg': m.zone_yekaterinburg,
  'Asia/Omsk': m.zone_omsk,
  'Asia/Novosibirsk': m.zone_novosibirsk,
  'Asia/Barnaul': m.zone_barnaul,
  'Asia/Tomsk': m.zone_tomsk,
  'Asia/Novokuznetsk': m.zone_novokuznetsk,
  'Asia/Krasnoyarsk': m.zone_krasnoyarsk,
  'Asia/Irkutsk': m.zone_irkutsk,
  'Asia/Chita': m.zone_chita,
  'Asia/Yakutsk': m.zone_yakutsk,
  'Asia/Khandyga': m.zone_khandyga,
  'Asia/Vladivostok': m.zone_vladivostok,
  'Asia/Ust-Nera': m.zone_ust_nera,
  'Asia/Magadan': m.zone_magadan,
  'Asia/Sakhalin': m.zone_sakhalin,
  'Asia/Srednekolymsk': m.zone_srednekolymsk,
  'Asia/Kamchatka': m.zone_kamchatka,
  'Asia/Anadyr': m.zone_anadyr,
};

/**
 * What a field of date and time holds, read by the clock of a zone, as an instant; null where it is no time of a year
 * from 2000 to 2099.
 */
export function instantIn(zone: string, text: string): string | null {
  const wall = /^20\d\d-\d\d-\d\dT\d\d:\d\d$/.test(text) ? Date.parse(`${text}:00Z`) : Number.NaN;
  if (Number.isNaN(wall)) return null;
  // the clock may be set between the first guess and the instant itself
  const guess = wall - offset(zone, wall);
  return new Date(wall - offset(zone, guess)).toISOString();
}

/** The same field with an instant in it: `2026-11-27T10:00`. */
export function fieldIn(zone: string, instant: string): string {
  return wallClock(zone, Date.parse(instant)).slice(0, 16);
}

/** Whether it names a zone whose clock can be told. */
export const isZone = (name: string): boolean => Intl.supportedValuesOf('timeZone').includes(name);

/** An instant by the clock of a zone, which is named: «27 ноября 2026, 10:00 (Владивосток, МСК+7)». */
export function timeIn(zone: string, instant: string): string {
  const time = new Date(instant).toLocaleTimeString('ru-RU', { timeZone: zone, timeStyle: 'short' });
  return `${day(instant, zone)}, ${time} (${zoneName(zone, instant)})`;
}

/** A zone by its town and by how far it is from Moscow: «Владивосток, МСК+7». */
export function zoneName(zone: string, instant = new Date().toISOString()): string {
  const town = RUSSIAN_ZONES[zone]?.().split(', ')[0] ?? zone.split('/').at(-1)!.replaceAll('_', ' ');
  return `${town}, ${fromMoscow(zone, instant)}`;
}

/** How far a zone is from Moscow: «МСК», «МСК−1», «МСК+7». */
export function fromMoscow(zone: string, instant = new Date().toISOString()): string {
  const at = Date.parse(instant);
  const hours = (offset(zone, at) - offset('Europe/Moscow', at)) / 3_600_000;
  const shift = Math.abs(hours).toLocaleString(getLocale() === 'ru' ? 'ru-RU' : 'en-GB');
  return `${m.zone_moscow_short()}${hours === 0 ? '' : (hours > 0 ? '+' : '−') + shift}`;
}

/** Milliseconds that the clock of a zone is ahead of Greenwich at an instant. */
function offset(zone: string, at: number): number {
  return Date.parse(`${wallClock(zone, at)}Z`) - Math.floor(at / 1000) * 1000;
}

/** What the clock of a zone shows at an instant: `2026-11-27T10:00:00`. */
function wallClock(zone: string, at: number): string {
  // Swedes write a time as ISO 8601 does, with a space for its T
  return new Date(at).toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T');
}
