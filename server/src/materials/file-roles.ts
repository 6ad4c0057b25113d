/** Which part a file of a format can play within a material. */
import { FileFormat, FileRole, ViewerKind } from './file-enums.js';
import { VIEWERS } from './file-format.js';

const CAPTIONS: ReadonlySet<FileFormat> = new Set([FileFormat.VTT, FileFormat.SRT]);

/** Whether a file of a format can be that: captions are WebVTT or SRT, a poster is a picture. */
export function canBe(role: FileRole, format: FileFormat): boolean {
  if (role === FileRole.CAPTIONS) return CAPTIONS.has(format);
  if (role === FileRole.POSTER) return VIEWERS[format] === ViewerKind.IMAGE;
  return true;
}

/**
 * What a file that has come becomes.
 * @param wanted what its author says; null or what it cannot be leaves it to the bank
 * @param hasMain whether the material has its main file already
 */
export function roleOf(format: FileFormat, wanted: FileRole | null | undefined, hasMain: boolean): FileRole {
  if (wanted && canBe(wanted, format)) return wanted;
  if (CAPTIONS.has(format)) return FileRole.CAPTIONS;
  return hasMain ? FileRole.SUPPLEMENT : FileRole.MAIN;
}
