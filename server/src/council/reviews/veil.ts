import { fileUrl, INLINE_FORMATS } from '../../materials/file-format.js';
import type { StoredFileType } from '../../materials/stored-file.type.js';
import type { VersionType } from '../../materials/authoring/version.type.js';

/**
 * The name under which a file is shown to one who may not learn whose it is: people write their names into names.
 * @param order of the file within the version, from 0
 */
export function veiledFileName(order: number, name: string): string {
  const extension = /\.[a-z0-9]{1,8}$/i.exec(name)?.[0].toLowerCase() ?? '';
  return `Файл ${order + 1}${extension}`;
}

/**
 * A version as a reviewer sees it who may not learn whose it is: without the title page, the holder of the rights,
 * the place of the consents, the author's earlier materials and the names of the files.
 */
export function veiled(version: VersionType): VersionType {
  return {
    ...version,
    ...{ contributions: [], rightsHolder: null, childConsentPlace: null, basedOn: [] },
    files: version.files.map(veiledFile),
  };
}

function veiledFile(file: StoredFileType): StoredFileType {
  const name = veiledFileName(file.order, file.name);
  const url = fileUrl(file.id, name);
  return {
    ...file,
    name,
    downloadUrl: url,
    viewUrl: INLINE_FORMATS.has(file.format) ? `${url}?inline` : null,
  };
}
