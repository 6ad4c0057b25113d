import type { Locale } from '../../platform/localized.js';
import type { Letter } from '../../platform/mail.js';

/** What has happened to the second factor of an account. */
export type FactorEvent =
  | 'ON'
  | 'OFF'
  | 'RESET'
  | 'RECOVERY_CODE_USED'
  | 'PASSKEY_ADDED'
  | 'PASSKEY_REMOVED'
  | 'OUTSIDE_LINKED'
  | 'OUTSIDE_UNLINKED';

const SAYS: Readonly<Record<FactorEvent, Readonly<Record<Locale, readonly [string, string]>>>> = {
  ON: {
    ru: ['Вход в два шага включён', 'Теперь после пароля у вас спросят код из приложения.'],
    en: ['Two-step sign-in is on', 'From now on a code of your app is asked for after the password.'],
  },
  OFF: {
    ru: ['Вход в два шага выключен', 'Теперь для входа хватает пароля.'],
    en: ['Two-step sign-in is off', 'From now on the password alone is enough.'],
  },
  RESET: {
    ru: [
      'Второй шаг входа сброшен',
      'Администратор банка сбросил второй шаг входа, на всех устройствах вы вышли. Войдите с паролем и включите его снова.',
    ],
    en: [
      'The second step was reset',
      'An administrator has reset the second step of signing in, and all devices are signed out. Sign in with the password and switch it on again.',
    ],
  },
  PASSKEY_ADDED: {
    ru: ['Добавлен ключ доступа', 'Теперь в вашу запись можно войти ещё одним ключом доступа, без пароля.'],
    en: ['A passkey was added', 'One more passkey signs in to your account now, without the password.'],
  },
  PASSKEY_REMOVED: {
    ru: ['Удалён ключ доступа', 'Одним из ключей доступа в вашу запись больше не войти.'],
    en: ['A passkey was removed', 'One of the passkeys does not sign in to your account any more.'],
  },
  OUTSIDE_LINKED: {
    ru: ['Добавлен вход через внешнюю службу', 'Теперь в вашу запись можно войти и через неё.'],
    en: ['Signing in through an outside service was added', 'It signs in to your account now, too.'],
  },
  OUTSIDE_UNLINKED: {
    ru: ['Вход через внешнюю службу отключён', 'В вашу запись через неё больше не войти.'],
    en: [
      'Signing in through the outside service was removed',
      'It does not sign in to your account any more.',
    ],
  },
  RECOVERY_CODE_USED: {
    ru: ['Вход по запасному коду', 'Один из запасных кодов использован, второй раз он не сработает.'],
    en: ['A recovery code was used', 'One of the recovery codes was used and will not work again.'],
  },
};

/** Tells the owner, so that a stranger's change does not go unnoticed. */
export function factorLetter(
  publicUrl: string,
  event: FactorEvent,
  locale: Locale,
): Pick<Letter, 'subject' | 'text'> {
  const [subject, text] = SAYS[event][locale];
  const link = `${publicUrl}${locale === 'en' ? '/en' : ''}/reset`;
  return locale === 'ru'
    ? {
        subject: `${subject} – Методбанк`,
        text: `Здравствуйте!\n\n${text}\n\nЕсли это были не вы, сразу задайте новый пароль: ${link}\nи напишите администратору банка.`,
      }
    : {
        subject: `${subject} – Metodbank`,
        text: `Hello!\n\n${text}\n\nIf it was not you, set a new password at once: ${link}\nand write to the administrator of the bank.`,
      };
}
