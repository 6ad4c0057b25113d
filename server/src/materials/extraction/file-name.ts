import { traitsOf } from './format.js';

/** Most characters in a display name, its extension included. */
const MAX_LENGTH = 180;

/** Last extension of a name, lower case, without its dot; empty where there is none. */
export function extensionOf(name: string): string {
  return /\.([^.\s/\\]{1,16})$/u.exec(name)?.[1]?.toLowerCase() ?? '';
}

/**
 * The name as people see it: the last part of a path, NFC, without control, bidi or zero-width characters,
 * without what a file system or a shell takes for a command, with the true extension, at most 180 characters.
 */
export function cleanFileName(raw: string, format: string): string {
  const bare = raw
    .normalize('NFC')
    .split(/[/\\]/)
    .at(-1)!
    .replace(/^[A-Za-z]:/, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .trim();
  const { extensions } = traitsOf(format);
  const given = extensionOf(bare);
  const extension = extensions.includes(given) ? given : extensions[0]!;
  const stem = bare
    .slice(0, given && extensions.includes(given) ? -(given.length + 1) : undefined)
    .replace(/^[.\-\s]+|[.\s]+$/g, '');
  const safe = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(stem) ? `_${stem}` : stem || 'file';
  return `${[...safe]
    .slice(0, MAX_LENGTH - extension.length - 1)
    .join('')
    .trimEnd()}.${extension}`;
}
