/** Remarks of a review `r`, a JSON list in their order, with the true names of files. */
export const REMARKS = `(select coalesce(json_agg(json_build_object('id', k.id, 'version', k.version,
    'criterionId', k.criterion_id, 'criterionTitle', rc.title, 'fileId', k.file_id, 'fileName', f.name,
    'page', k.page, 'body', k.body, 'answer', k.answer) order by k.position), '[]')
  from review_remark k left join review_criterion rc on rc.id = k.criterion_id
  left join stored_file f on f.id = k.file_id where k.review_id = r.id)`;

/** A sent review `r` of the assignment `a` as JSON, with all that the council reads. */
export const SENT_REVIEW = `json_build_object('sentAt', r.sent_at, 'total', r.total, 'recommendation', r.recommendation,
  'toAuthor', r.to_author, 'toCouncil', r.to_council, 'remarks', ${REMARKS},
  'scores', (select coalesce(json_agg(json_build_object('criterionId', c.id, 'title', c.title,
      'score', (r.scores->>c.id::text)::int) order by c.position), '[]')
    from review_criterion c where c.form_id = a.form_id))`;
