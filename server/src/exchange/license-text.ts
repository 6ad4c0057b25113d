import type { License } from '../materials/material-enums.js';

/** Address of the full text of a Creative Commons licence; null for terms that are stated here in full. */
const LICENSE_URLS: Readonly<Record<`${License}`, string | null>> = {
  CC0: 'https://creativecommons.org/publicdomain/zero/1.0/deed.ru',
  CC_BY: 'https://creativecommons.org/licenses/by/4.0/deed.ru',
  CC_BY_SA: 'https://creativecommons.org/licenses/by-sa/4.0/deed.ru',
  CC_BY_NC: 'https://creativecommons.org/licenses/by-nc/4.0/deed.ru',
  CC_BY_NC_SA: 'https://creativecommons.org/licenses/by-nc-sa/4.0/deed.ru',
  CC_BY_ND: 'https://creativecommons.org/licenses/by-nd/4.0/deed.ru',
  CC_BY_NC_ND: 'https://creativecommons.org/licenses/by-nc-nd/4.0/deed.ru',
  EDU_ONLY: null,
  ARR: null,
};

const NAMES: Readonly<Record<`${License}`, string>> = {
  CC0: 'CC0 1.0 «Передача в общественное достояние»',
  CC_BY: 'Creative Commons «С указанием авторства» 4.0 (CC BY 4.0)',
  CC_BY_SA: 'Creative Commons «С указанием авторства – С сохранением условий» 4.0 (CC BY-SA 4.0)',
  CC_BY_NC: 'Creative Commons «С указанием авторства – Некоммерческая» 4.0 (CC BY-NC 4.0)',
  CC_BY_NC_SA:
    'Creative Commons «С указанием авторства – Некоммерческая – С сохранением условий» 4.0 (CC BY-NC-SA 4.0)',
  CC_BY_ND: 'Creative Commons «С указанием авторства – Без производных» 4.0 (CC BY-ND 4.0)',
  CC_BY_NC_ND:
    'Creative Commons «С указанием авторства – Некоммерческая – Без производных» 4.0 (CC BY-NC-ND 4.0)',
  EDU_ONLY: 'Для образовательных целей',
  ARR: 'Все права защищены',
};

const FREE =
  'Материал можно копировать, распространять, изменять и использовать в любых целях, спрашивать разрешения не нужно.';
const CREDIT = 'Укажите авторов и источник, дайте ссылку на лицензию и скажите, если вы что-то изменили.';

/** The terms of a licence in Russian, a line a rule. */
export function licenseText(license: `${License}`): string {
  const rules: string[] = [];
  if (license === 'CC0') rules.push(FREE, 'Указывать авторов не обязательно, но они будут рады.');
  else if (license === 'EDU_ONLY') {
    rules.push(
      'Материал можно скачивать, печатать, показывать и раздавать ученикам, воспитанникам, родителям и коллегам на занятиях и в методической работе, изменять для своих занятий.',
      'Укажите авторов и источник.',
      'Нельзя продавать материал, публиковать его на других сайтах и включать в издания без согласия правообладателя.',
    );
  } else if (license === 'ARR') {
    rules.push(
      'Материал можно читать и скачивать для себя, цитировать в объёме, оправданном целью, с указанием автора и источника.',
      'Другие способы использования – только с согласия правообладателя либо в случаях, которые разрешает закон (глава 70 Гражданского кодекса Российской Федерации).',
    );
  } else {
    const derivatives = !license.includes('ND');
    const commercial = !license.includes('NC');
    rules.push(
      `Материал можно копировать и распространять${derivatives ? ', изменять и включать в свои работы' : ''}${commercial ? ' в любых целях, в том числе коммерческих' : ''}.`,
      CREDIT,
    );
    if (!commercial) rules.push('Нельзя использовать материал в коммерческих целях.');
    if (license.endsWith('SA'))
      rules.push('Свою работу на основе материала распространяйте на тех же условиях.');
    if (!derivatives) rules.push('Нельзя распространять изменённый материал.');
  }
  const url = LICENSE_URLS[license];
  const full = url ? ['', `Полный текст лицензии: ${url}`] : [];
  return [`Условия использования: ${NAMES[license]}`, '', ...rules.map((rule) => `• ${rule}`), ...full].join(
    '\n',
  );
}

/** Name of a licence in one line. */
export function licenseName(license: `${License}`): string {
  return NAMES[license];
}
