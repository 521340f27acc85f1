// What Google gives a script of a sheet, as far as the guide's script uses it. Calls of the network are real,
// and synchronous as they are there.
import { execFileSync } from 'node:child_process';

let filled = [];
const fetching = `
  const [url, headers] = process.argv.slice(1);
  fetch(url, { headers: JSON.parse(headers) }).then(async (reply) => {
    if (!reply.ok) throw new Error(await reply.text());
    const text = await reply.text();
    console.log(JSON.stringify({ text, headers: Object.fromEntries(reply.headers) }));
  });`;
const UrlFetchApp = {
  fetch(url, { headers }) {
    const told = execFileSync(process.execPath, ['-e', fetching, url, JSON.stringify(headers)]);
    const reply = JSON.parse(told);
    return { getContentText: () => reply.text, getHeaders: () => reply.headers };
  },
};
const PropertiesService = {
  getScriptProperties: () => ({ getProperty: (name) => process.env[name] }),
};
const Utilities = {
  // Every field of Koe's CSV stands in quotes.
  parseCsv(text) {
    const lines = text.match(/("([^"]|"")*"(,|\r\n))+/g) ?? [];
    const cells = (line) => [...line.matchAll(/"((?:[^"]|"")*)"(?:,|\r\n)/g)];
    return lines.flatMap((line) => {
      const rows = [[]];
      for (const [whole, cell] of cells(line)) {
        rows.at(-1).push(cell.replaceAll('""', '"'));
        if (whole.endsWith('\r\n')) rows.push([]);
      }
      return rows.filter((row) => row.length > 0);
    });
  },
};
const sheet = {
  clearContents() { filled = []; },
  getRange(_row, _column, rows, columns) {
    return {
      setValues(values) {
        if (values.length !== rows || values.some((row) => row.length !== columns)) throw new Error('size');
        filled = values;
      },
    };
  },
};
const SpreadsheetApp = { getActive: () => ({ getSheetByName: (name) => (name === 'Koe' ? sheet : null) }) };
