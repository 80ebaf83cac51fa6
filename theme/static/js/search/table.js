/**
 * A result as CSV that spreadsheet programs open as text; telling.py and tables.py write the same.
 *
 * @typedef {{headings: string[], published: string, withdrawn: string, site: string}} Told words of the page, and the
 *   address of the site where it has no official one
 */

const FORMULA = /^[=+\-@\t\r]/u;
const QUOTED = /[",\r\n]/u;
const END = "\r\n";

/**
 * Returns the rows of a result as CSV (RFC 4180, with a byte order mark).
 * @param {any[]} rows
 * @param {string} site
 * @param {Told} told
 */
export function tableText(rows, site, { headings, published, withdrawn }) {
  const lines = rows.map((row) => [
    row.title,
    row.type_title ?? row.kind_title,
    row.document_no ?? "",
    row.agency_name,
    row.date ?? "",
    row.answer ?? "",
    row.amount ?? "",
    (row.fields.parties ?? "").replaceAll("\n", "；"),
    (row.fields.law ?? "").replaceAll("\n", "；"),
    row.status === "published" ? published : withdrawn,
    `${site}${row.address}`,
  ]);
  return `\ufeff${[headings, ...lines].map((line) => line.map(cell).join(",") + END).join("")}`;
}

/** @param {string} value what a program would take for a formula stays text */
function cell(value) {
  const text = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
