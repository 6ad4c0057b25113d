/** One caption: what is said from one second to another. */
export interface Cue {
  start: number;
  end: number;
  text: string;
}

const TIMING = /^\s*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})/;

/** Cues of a WebVTT or SubRip text in their order; notes, styles, tags and broken blocks are left out. */
export function parseCaptions(source: string): Cue[] {
  const cues: Cue[] = [];
  for (const block of source.split(/\n[ \t]*\n/)) {
    const lines = block.split('\n');
    const at = lines.findIndex((line) => TIMING.test(line));
    if (at < 0 || /^(NOTE|STYLE|REGION)\b/.test(block.trimStart())) continue;
    const [, start, end] = TIMING.exec(lines[at]!)!;
    const text = lines
      .slice(at + 1)
      .join(' ')
      .replace(/<[^<>]*>|\{\\[^{}]*\}/g, '')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&nbsp;/g, '\u00A0')
      .replace(/&amp;/g, '&')
      .replace(/\s+/g, ' ')
      .trim();
    if (text) cues.push({ start: seconds(start!), end: seconds(end!), text });
  }
  return cues;
}

/** The same captions as WebVTT, which is what a browser's track takes. */
export function toWebVtt(cues: Cue[]): string {
  const escape = (text: string): string =>
    text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const blocks = cues.map(({ start, end, text }) => `${stamp(start)} --> ${stamp(end)}\n${escape(text)}\n`);
  return ['WEBVTT\n', ...blocks].join('\n');
}

function seconds(time: string): number {
  return time
    .replace(',', '.')
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0);
}

function stamp(time: number): string {
  const whole = Math.floor(time);
  const two = (value: number): string => String(value).padStart(2, '0');
  const thousandths = String(Math.round((time - whole) * 1000)).padStart(3, '0');
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}.${thousandths}`;
}
