import { registerEnumType } from 'type-graphql';

/** What a certificate certifies. */
export enum CertificateKind {
  PUBLICATION = 'PUBLICATION',
  REVIEW = 'REVIEW',
  EVENT = 'EVENT',
  TALK = 'TALK',
}

registerEnumType(CertificateKind, {
  name: 'CertificateKind',
  description: 'What a certificate certifies.',
  valuesConfig: {
    PUBLICATION: { description: 'Свидетельство о публикации.' },
    REVIEW: { description: 'Свидетельство об экспертизе.' },
    EVENT: { description: 'Свидетельство об участии в мероприятии.' },
    TALK: { description: 'Свидетельство о докладе.' },
  },
});

/** Whether a certificate still holds. */
export enum CertificateStatus {
  VALID = 'VALID',
  ANNULLED = 'ANNULLED',
}

registerEnumType(CertificateStatus, {
  name: 'CertificateStatus',
  description: 'Whether a certificate still holds.',
  valuesConfig: {
    VALID: { description: 'Действительно.' },
    ANNULLED: { description: 'Аннулировано; the reason and the date are given.' },
  },
});
