import { fileUrl, INLINE_FORMATS, thumbnailUrl, VIEWERS } from './file-format.js';
import type { StoredFileType } from './stored-file.type.js';

/** A file as `VERSION_FILES` reads it. */
export type StoredFileRow = Omit<StoredFileType, 'viewer' | 'downloadUrl' | 'viewUrl' | 'thumbnailUrl'> & {
  hasThumbnail: boolean;
};

/**
 * The file with its addresses.
 * @param version number of the version that is meant, where another may be the present one: the address of a file that
 *   was replaced leads to the present file otherwise
 */
export function toStoredFile({ hasThumbnail, ...file }: StoredFileRow, version?: number): StoredFileType {
  const of = version === undefined ? [] : [`version=${version}`];
  const at = (path: string, ...query: string[]) =>
    [path, [...of, ...query].join('&')].filter(Boolean).join('?');
  const url = fileUrl(file.id, file.name);
  return {
    ...file,
    viewer: VIEWERS[file.format],
    downloadUrl: at(url),
    viewUrl: INLINE_FORMATS.has(file.format) ? at(url, 'inline') : null,
    thumbnailUrl: hasThumbnail ? at(thumbnailUrl(file.id)) : null,
  };
}
