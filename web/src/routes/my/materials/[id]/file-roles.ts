import { m } from '#lib/paraglide/messages.js';
import type { DraftFile } from './queries.ts';

/** Whether the bank can read a file as captions. */
export const isCaptions = ({ format }: Pick<DraftFile, 'format'>): boolean =>
  format === 'VTT' || format === 'SRT';

/** What a file can be within a material, with the words for it; what it is now is always among them. */
export function rolesFor(file: Pick<DraftFile, 'format' | 'role' | 'viewer'>): [DraftFile['role'], string][] {
  const roles: [DraftFile['role'], string, boolean][] = [
    ['MAIN', m.file_role_main(), true],
    ['SUPPLEMENT', m.file_role_supplement(), true],
    ['CAPTIONS', m.file_role_captions(), isCaptions(file)],
    ['TRANSCRIPT', m.file_role_transcript(), true],
    ['POSTER', m.file_role_poster(), file.viewer === 'IMAGE'],
  ];
  return roles.filter(([role, , fits]) => fits || role === file.role).map(([role, label]) => [role, label]);
}
