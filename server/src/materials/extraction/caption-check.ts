import type { LocalizedText } from '../../platform/localized.js';
import { type Cue, parseCaptions } from './captions.js';
import { decodeText } from './text-encoding.js';

/** Something that a viewer of the captions would stumble over. */
export interface CaptionFault {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly text: LocalizedText;
}

/** What a file of captions holds, and what is wrong with it. */
export interface CaptionCheck {
  readonly cues: Cue[];
  readonly faults: CaptionFault[];
}

/** Most faults that are told: who mends these looks again. */
const MOST_FAULTS = 50;
const ARROW = /-->/;
const TIMING =
  /^\s*((?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3}))\s*-->\s*((?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3}))(?:\s|$)/;

/**
 * Checks WebVTT or SubRip captions: the encoding, the times, their order and overlap, empty captions.
 * @param videoSeconds length of the video that they belong to; null when it is not known
 */
export function checkCaptions(bytes: Uint8Array, videoSeconds: number | null): CaptionCheck {
  const faults: CaptionFault[] = [];
  const fault = (line: number, ru: string, en: string) => {
    if (faults.length < MOST_FAULTS) faults.push({ line, text: { ru, en } });
  };
  if (!isUnicode(bytes))
    fault(
      1,
      'Файл не в кодировке UTF-8. Банк прочитал его как Windows-1251: проверьте буквы в просмотре и лучше сохраните файл в UTF-8.',
      'The file is not in UTF-8. It was read as Windows-1251: look at the letters below, and better save it in UTF-8.',
    );
  const text = decodeText(bytes);
  const cues = parseCaptions(text);
  if (cues.length === 0)
    fault(
      1,
      'В файле нет ни одного субтитра вида «00:00:01,000 --> 00:00:04,000» с текстом под ним.',
      'There is no caption like “00:00:01,000 --> 00:00:04,000” with a text below.',
    );
  checkLines(text.split('\n'), videoSeconds, fault);
  return { cues, faults: faults.toSorted((a, b) => a.line - b.line) };
}

type Tell = (line: number, ru: string, en: string) => void;

function checkLines(lines: readonly string[], videoSeconds: number | null, fault: Tell): void {
  let last = { line: 0, start: -1, end: -1 };
  for (const [at, source] of lines.entries()) {
    if (!ARROW.test(source)) continue;
    const line = at + 1;
    const timing = TIMING.exec(source);
    if (!timing) {
      fault(
        line,
        'Время записано с ошибкой. Нужно так: 00:01:02,500 --> 00:01:05,000.',
        'The time is written wrongly. It should be like 00:01:02,500 --> 00:01:05,000.',
      );
      continue;
    }
    const [start, end] = [secondsOf(timing.slice(2, 6)), secondsOf(timing.slice(7, 11))];
    if (start === null || end === null)
      fault(line, 'Минут и секунд не бывает больше 59.', 'Minutes and seconds go up to 59.');
    else {
      checkOrder({ line, start, end }, last, fault);
      if (videoSeconds !== null && start > videoSeconds)
        fault(
          line,
          'Субтитр начинается после конца видео.',
          'The caption begins after the end of the video.',
        );
      last = { line, start, end: Math.max(end, last.end) };
    }
    if (!lines[line]?.trim()) fault(line, 'Под временем нет текста.', 'There is no text below the time.');
  }
}

function checkOrder(
  { line, start, end }: { line: number; start: number; end: number },
  last: { line: number; start: number; end: number },
  fault: Tell,
): void {
  if (end <= start)
    fault(
      line,
      'Конец не позже начала: проверьте время.',
      'It ends no later than it begins: check the times.',
    );
  if (start < last.start)
    fault(
      line,
      `Начинается раньше предыдущего (строка ${last.line}): расставьте субтитры по порядку.`,
      `It begins before the one above (line ${last.line}): put the captions in order.`,
    );
  else if (start < last.end)
    fault(
      line,
      `Появляется, пока на экране ещё предыдущий (строка ${last.line}): сдвиньте начало или конец.`,
      `It appears while the one above (line ${last.line}) is still shown: move its start or the other's end.`,
    );
}

function secondsOf([hours = '0', minutes = '0', seconds = '0', part = '0']: string[]): number | null {
  if (Number(minutes) > 59 || Number(seconds) > 59) return null;
  return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(`0.${part}`);
}

function isUnicode(bytes: Uint8Array): boolean {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return true;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
