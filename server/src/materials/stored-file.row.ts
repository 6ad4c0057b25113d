import { fileUrl, INLINE_FORMATS, thumbnailUrl, VIEWERS } from './file-format.js';
import type { StoredFileType } from './stored-file.type.js';

/** A file as `VERSION_FILES` reads it. */
export type StoredFileRow = Omit<StoredFileType, 'viewer' | 'downloadUrl' | 'viewUrl' | 'thumbnailUrl'> & {
  hasThumbnail: boolean;
};

/** The file with its addresses. */
export function toStoredFile({ hasThumbnail, ...file }: StoredFileRow): StoredFileType {
  const url = fileUrl(file.id, file.name);
  return {
    ...file,
    viewer: VIEWERS[file.format],
    downloadUrl: url,
    viewUrl: INLINE_FORMATS.has(file.format) ? `${url}?inline` : null,
    thumbnailUrl: hasThumbnail ? thumbnailUrl(file.id) : null,
  };
}
