/** What the bank writes to the owners of accounts. Every link begins with the address of the deployment (C47). */
import type { Locale } from '../../platform/localized.js';
import type { Letter } from '../../platform/mail.js';

/** A letter without its reader. */
type Content = Omit<Letter, 'to'>;

const inLanguage = (publicUrl: string, locale: Locale, path: string): string =>
  `${publicUrl}${locale === 'en' ? '/en' : ''}${path}`;

/** The links and words of letters, in the language of whoever asked for them. */
export class AccountLetters {
  constructor(private readonly publicUrl: string) {}

  /** To one who registers: the link shows that the address is theirs. */
  confirm(locale: Locale, token: string): Content {
    const link = inLanguage(this.publicUrl, locale, `/confirm?token=${token}`);
    return locale === 'ru'
      ? {
          subject: 'Подтвердите адрес – Методбанк',
          text: `Здравствуйте!\n\nВы регистрируетесь в Методбанке. Чтобы закончить, откройте страницу и нажмите «Подтвердить»:\n${link}\n\nСсылка действует сутки. Если вы не регистрировались, ничего не делайте: без подтверждения записи не будет.`,
        }
      : {
          subject: 'Confirm your address – Metodbank',
          text: `Hello!\n\nYou are registering with Metodbank. To finish, open the page and press “Confirm”:\n${link}\n\nThe link holds for a day. If it was not you, do nothing: without it there will be no account.`,
        };
  }

  /** To one who has an account and registers again, or somebody else does with that address. */
  known(locale: Locale): Content {
    const [enter, reset] = ['/sign-in', '/reset'].map((path) => inLanguage(this.publicUrl, locale, path));
    return locale === 'ru'
      ? {
          subject: 'У вас уже есть запись – Методбанк',
          text: `Здравствуйте!\n\nС вашим адресом снова начали регистрацию в Методбанке, но запись у вас уже есть.\nВойти: ${enter}\nЗабыли пароль: ${reset}\n\nЕсли это были не вы, ничего делать не нужно.`,
        }
      : {
          subject: 'You have an account already – Metodbank',
          text: `Hello!\n\nSomebody began to register with your address, but you have an account already.\nSign in: ${enter}\nForgot the password: ${reset}\n\nIf it was not you, there is nothing to do.`,
        };
  }

  /** To one who forgot the password. */
  reset(locale: Locale, token: string): Content {
    const link = inLanguage(this.publicUrl, locale, `/reset/new?token=${token}`);
    return locale === 'ru'
      ? {
          subject: 'Новый пароль – Методбанк',
          text: `Здравствуйте!\n\nЧтобы задать новый пароль, откройте страницу:\n${link}\n\nСсылка действует 30 минут и один раз. Если вы её не просили, ничего не делайте: пароль прежний.`,
        }
      : {
          subject: 'A new password – Metodbank',
          text: `Hello!\n\nTo set a new password, open the page:\n${link}\n\nThe link holds for 30 minutes and works once. If you did not ask for it, do nothing: the password stays.`,
        };
  }

  /** After a change of the password, so that a stranger's change does not go unnoticed. */
  passwordChanged(locale: Locale): Content {
    const link = inLanguage(this.publicUrl, locale, '/reset');
    return locale === 'ru'
      ? {
          subject: 'Пароль изменён – Методбанк',
          text: `Здравствуйте!\n\nПароль вашей записи в Методбанке изменён, на других устройствах вы вышли.\nЕсли это были не вы, сразу задайте новый: ${link}`,
        }
      : {
          subject: 'The password was changed – Metodbank',
          text: `Hello!\n\nThe password of your account was changed, and other devices are signed out.\nIf it was not you, set a new one at once: ${link}`,
        };
  }

  /** To a new address, which takes effect when its owner confirms it. */
  newEmail(locale: Locale, token: string): Content {
    const link = inLanguage(this.publicUrl, locale, `/confirm?token=${token}`);
    return locale === 'ru'
      ? {
          subject: 'Подтвердите новый адрес – Методбанк',
          text: `Здравствуйте!\n\nЭтот адрес указали для записи в Методбанке. Чтобы входить с ним, откройте страницу в браузере, где вы вошли в банк, и нажмите «Подтвердить»:\n${link}\n\nСсылка действует сутки. Если вы не меняли адрес, ничего не делайте.`,
        }
      : {
          subject: 'Confirm the new address – Metodbank',
          text: `Hello!\n\nThis address was named for an account of Metodbank. To sign in with it, open the page in the browser where you are signed in and press “Confirm”:\n${link}\n\nThe link holds for a day. If it was not you, do nothing.`,
        };
  }

  /** To the address that was left. */
  emailChanged(locale: Locale, email: string): Content {
    return locale === 'ru'
      ? {
          subject: 'Адрес входа изменён – Методбанк',
          text: `Здравствуйте!\n\nТеперь в вашу запись в Методбанке входят с адресом ${email}. Если это были не вы, напишите администратору банка: ${this.publicUrl}`,
        }
      : {
          subject: 'The address was changed – Metodbank',
          text: `Hello!\n\nYour account of Metodbank is entered with the address ${email} now. If it was not you, write to the administrator: ${this.publicUrl}`,
        };
  }

  /** To one whom an administrator invites. */
  invited(locale: Locale, token: string): Content {
    const link = inLanguage(this.publicUrl, locale, `/invitation?token=${token}`);
    return locale === 'ru'
      ? {
          subject: 'Приглашение в Методбанк',
          text: `Здравствуйте!\n\nАдминистратор приглашает вас в Методбанк – банк методических материалов. Чтобы завести учётную запись, откройте страницу, проверьте имя и придумайте пароль:\n${link}\n\nСсылка действует 7 дней и один раз. Если вы не хотите записи, ничего не делайте: приглашение забудется само.`,
        }
      : {
          subject: 'An invitation to Metodbank',
          text: `Hello!\n\nAn administrator invites you to Metodbank, a bank of methodological materials. To have an account, open the page, check your name and choose a password:\n${link}\n\nThe link holds for 7 days and works once. If you want no account, do nothing: the invitation is forgotten.`,
        };
  }

  /** To one who asked to delete the account. */
  deletionAsked(locale: Locale, day: string): Content {
    const enter = inLanguage(this.publicUrl, locale, '/sign-in');
    return locale === 'ru'
      ? {
          subject: 'Запись будет удалена – Методбанк',
          text: `Здравствуйте!\n\nВы попросили удалить вашу запись в Методбанке. Это случится ${day}; до тех пор всё на месте.\nПередумали – войдите до этого дня, и удаление отменится: ${enter}\n\nЕсли это были не вы, войдите и смените пароль.`,
        }
      : {
          subject: 'The account will be deleted – Metodbank',
          text: `Hello!\n\nYou asked to delete your account of Metodbank. It will be done on ${day}; until then all is in its place.\nIf you change your mind, sign in before that day, and it is not deleted: ${enter}\n\nIf it was not you, sign in and change the password.`,
        };
  }

  /** The last letter to one who is gone; the bank knows the address no more. Russian, as the language is not known. */
  erased(): Content {
    return {
      subject: 'Запись удалена – Методбанк',
      text: `Здравствуйте!\n\nВаша запись в Методбанке удалена, как вы просили: имя, адрес, профиль, черновики и всё остальное, кроме того, о чём сказано на странице удаления. Больше писем не будет.\n\n${this.publicUrl}`,
    };
  }

  /** To a co-author who has no account yet. */
  coAuthor(owner: string | null, title: string): Content {
    const [register, invitations] = [`${this.publicUrl}/register`, `${this.publicUrl}/my/invitations`];
    return {
      subject: 'Вас назвали соавтором – Методбанк',
      text: `Здравствуйте!\n\n${owner ?? 'Коллега'} называет вас соавтором материала «${title}» в Методбанке. Материал опубликуют с вашим именем, только если вы подтвердите участие.\n\nЗарегистрируйтесь с этим адресом: ${register}\nи откройте приглашения: ${invitations}`,
    };
  }
}
