import type { OfficeContentNode } from 'officeparser';

/** Text made safe for an HTML text or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}

/** What drawing a document keeps in mind from one node to the next. */
export interface DrawingState {
  /** Level of the last heading; the page itself owns level 1. */
  heading: number;
  /** Address of an embedded picture; null where it is not shown. */
  pictureOf: (attachment: string) => string | null;
}

const INLINE = [
  ['bold', 'strong'],
  ['italic', 'em'],
  ['underline', 'u'],
  ['strikethrough', 's'],
  ['subscript', 'sub'],
  ['superscript', 'sup'],
] as const;

/** Text of a node; cells of a table row stand beside each other, everything else below each other. */
export function textOf(node: OfficeContentNode): string {
  if (node.type === 'text' || node.type === 'code') return node.text ?? '';
  if (node.type === 'break') return lineBreak(node) ? '\n' : '';
  if (node.type === 'image') return node.metadata?.altText ?? '';
  const parts = (node.children ?? []).map(textOf);
  if (node.type === 'row')
    return parts
      .map((part) => part.trim())
      .filter(Boolean)
      .join(' · ');
  const apart = node.type === 'table' || node.children?.some(isBlock);
  return parts.length > 0 ? parts.join(apart ? '\n' : '') : (node.text ?? '');
}

/** HTML of a block node: our own tags only, every text escaped, headings never skipping a level. */
export function htmlOf(node: OfficeContentNode, state: DrawingState): string {
  const inner = (): string => contentOf(node, state);
  switch (node.type) {
    case 'heading': {
      const wanted = 1 + Math.max(1, node.metadata?.level ?? 1);
      state.heading = Math.min(wanted, state.heading + 1, 6);
      return `<h${state.heading}>${plainWeight(inner())}</h${state.heading}>`;
    }
    case 'table':
      return tableOf(node, state);
    case 'list':
      return `<ul><li>${inner()}</li></ul>`;
    case 'code':
      return `<pre><code>${escapeHtml(node.text ?? '')}</code></pre>`;
    case 'definitionTerm':
      return `<p><strong>${inner()}</strong></p>`;
    case 'image':
    case 'text':
    case 'paragraph': {
      const content = node.type === 'paragraph' ? inner() : inlineOf(node, state);
      return content.trim() ? `<p>${content}</p>` : '';
    }
    case 'break':
      return node.metadata?.breakType === 'thematic' ? '<hr>' : '';
    default:
      return (node.children ?? []).map((child) => htmlOf(child, state)).join('');
  }
}

/** A run of list items as nested lists, by their indentation. */
export function listOf(items: OfficeContentNode[], state: DrawingState): string {
  const open: string[] = [];
  let html = '';
  for (const item of items) {
    const metadata = item.type === 'list' ? item.metadata : undefined;
    const depth = Math.min(metadata?.indentation ?? 0, open.length, 8);
    while (open.length > depth + 1) html += `</li></${open.pop()}>`;
    if (open.length === depth + 1) html += '</li>';
    else {
      const tag = metadata?.listType === 'ordered' ? 'ol' : 'ul';
      open.push(tag);
      const from = (metadata?.itemIndex ?? 0) + 1;
      html += tag === 'ol' && from > 1 ? `<ol start="${from}">` : `<${tag}>`;
    }
    html += `<li>${contentOf(item, state)}`;
  }
  while (open.length > 0) html += `</li></${open.pop()}>`;
  return html;
}

function contentOf(node: OfficeContentNode, state: DrawingState): string {
  const children = node.children ?? [];
  if (children.length === 0) return escapeHtml(node.text ?? '');
  return children.map((child) => (isBlock(child) ? htmlOf(child, state) : inlineOf(child, state))).join('');
}

function inlineOf(node: OfficeContentNode, state: DrawingState): string {
  if (node.type === 'break') return lineBreak(node) ? '<br>' : '';
  if (node.type === 'image') {
    const address = node.metadata && state.pictureOf(node.metadata.attachmentName);
    const alt = escapeHtml(node.metadata?.altText ?? '');
    return address ? `<img src="${address}" alt="${alt}">` : alt;
  }
  if (node.type !== 'text') return contentOf(node, state);
  let html = escapeHtml(node.text ?? '').replace(/\n/g, '<br>');
  if (!html.trim()) return html;
  for (const [format, tag] of INLINE) if (node.formatting?.[format]) html = `<${tag}>${html}</${tag}>`;
  const link = node.metadata?.linkType === 'external' ? node.metadata.link : undefined;
  return link && /^(https?:\/\/|mailto:)/i.test(link)
    ? `<a href="${escapeHtml(link)}" rel="nofollow noopener">${html}</a>`
    : html;
}

function tableOf(table: OfficeContentNode, state: DrawingState): string {
  const rows = (table.children ?? []).map((row, index) => {
    const cells = (row.children ?? []).map((cell) => {
      const metadata = cell.type === 'cell' ? cell.metadata : undefined;
      const header = metadata?.style === 'header' || (index === 0 && (table.children?.length ?? 0) > 1);
      const tag = header ? 'th' : 'td';
      const span = (name: string, value?: number): string =>
        value && value > 1 ? ` ${name}="${Math.min(value, 100)}"` : '';
      const attributes = span('colspan', metadata?.colSpan) + span('rowspan', metadata?.rowSpan);
      const content = header ? plainWeight(cellContent(cell, state)) : cellContent(cell, state);
      return `<${tag}${header ? ' scope="col"' : ''}${attributes}>${content}</${tag}>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<div class="table"><table>${rows.join('')}</table></div>`;
}

/** A heading or a header cell that is bold besides says nothing more by it. */
function plainWeight(html: string): string {
  return html.replace(/<\/?strong>/g, '');
}

function cellContent(cell: OfficeContentNode, state: DrawingState): string {
  const children = cell.children ?? [];
  const only = children.length === 1 ? children[0]! : undefined;
  return only?.type === 'paragraph' ? contentOf(only, state) : contentOf(cell, state);
}

function isBlock(node: OfficeContentNode): boolean {
  return !['text', 'break', 'image', 'note', 'comment'].includes(node.type);
}

function lineBreak(node: OfficeContentNode): boolean {
  return (
    node.type === 'break' &&
    ['textWrapping', 'carriageReturn'].includes(node.metadata?.breakType ?? 'textWrapping')
  );
}
