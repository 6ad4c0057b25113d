import { InvalidInput } from '../../platform/errors.js';

const SHORTEST = 8;
const LONGEST = 128;

/** Loaded with the first new password: no start waits for it. */
let common: Promise<ReadonlySet<string>> | undefined;

/**
 * A new password that may be taken; Cyrillic and spaces are welcome (C51).
 * @param field names it when it is refused
 * @throws InvalidInput when it is too short, too long, or among those that everybody tries
 */
export async function acceptablePassword(field: string, password: string): Promise<string> {
  const clean = password.normalize('NFC');
  const length = [...clean].length;
  if (length < SHORTEST || length > LONGEST)
    throw new InvalidInput({
      [field]: {
        ru: `от ${SHORTEST} до ${LONGEST} знаков; подойдёт и фраза с пробелами`,
        en: `${SHORTEST} to ${LONGEST} characters; a phrase with spaces will do`,
      },
    });
  common ??= readCommon();
  if ((await common).has(clean.toLowerCase()))
    throw new InvalidInput({
      [field]: {
        ru: 'этот пароль пробуют первым: придумайте другой',
        en: 'this is among the first that anybody tries: choose another',
      },
    });
  return clean;
}

async function readCommon(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set((dictionary['passwords-common'] as string[]).map((word) => word.toLowerCase()));
}
