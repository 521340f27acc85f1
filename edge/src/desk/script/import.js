// Importing a file of any length: it is looked at without leaving the page, cut into pieces and sent one by one. Stands
// for what the import tool does (`xtask/src/import`): a piece has the header, the lines of its rows in the file, and a
// column `ordinal` for the place of a row among equal ones.
const MOST_ROWS = 120;
const MOST_BYTES = 1e6;
const JSON_ONLY = { accept: "application/json" };
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
let file;

// Waits; whoever stops it ends the waiting, too.
const wait = async (seconds, tell, isStopped = () => false) => {
  for (; seconds > 0 && !isStopped(); seconds--) {
    tell(seconds);
    await new Promise((resume) => setTimeout(resume, 1000));
  }
};

// Sends a form until it is taken or refused for good. What is refused for a while, or does not arrive, is sent again.
const send = async (to, body, tell, isStopped) => {
  while (!isStopped?.()) {
    const reply = await fetch(to, { method: "POST", body, headers: JSON_ONLY }).catch(() => null);
    if (reply && ![409, 429, 502, 503].includes(reply.status)) return reply;
    await wait(Number(reply?.headers.get("retry-after")) || 5, tell, isStopped);
  }
};

// Where a file that is too long for one request is cut: behind the last line end outside quotes. The bytes of line ends
// and quotes mean the same in every encoding that is read; in UTF-16 a NUL stands beside them.
const beginning = (bytes) => {
  if (bytes.length <= MOST_BYTES) return bytes;
  const isWide = bytes.subarray(0, 200).includes(0);
  let [end, isQuoted] = [0, false];
  for (let at = 0; at < MOST_BYTES; at++) {
    const before = bytes[at - (isWide ? 2 : 1)];
    if (isWide && bytes[at - 1] && bytes[at + 1]) continue;
    if (bytes[at] === 34) isQuoted = !isQuoted && (at < 4 || [9, 10, 13, 34, 44, 59].includes(before));
    else if (!isQuoted && (bytes[at] === 10 || bytes[at] === 13)) end = at + 1;
  }
  return bytes.subarray(0, isWide ? end + (end % 2) : end);
};

// The records of a text, by the rules of `shared/src/import/tokens.rs`: cells, text, first and last line. A quote that
// is open at the end is told by its line.
const records = (text, separator) => {
  const all = [];
  let [line, from, cells, cell, isQuoted, quoteLine] = [1, 0, [], "", false, 0];
  let first = 1;
  let isBegun = false;
  for (let at = 0; at <= text.length; at++) {
    const sign = text[at];
    if (isQuoted && at < text.length) {
      if (sign === '"' && text[at + 1] === '"') cell += text[++at];
      else if (sign === '"') isQuoted = false;
      else {
        cell += sign;
        if (sign === "\n" || (sign === "\r" && text[at + 1] !== "\n")) line++;
      }
    } else if (isQuoted) throw quoteLine;
    else if (at === text.length || sign === "\n" || sign === "\r") {
      if (cells.length || text.slice(from, at).trim()) all.push({ cells: [...cells, cell], text: text.slice(from, at), first, last: line });
      if (sign === "\r" && text[at + 1] === "\n") at++;
      [cells, cell, isBegun, from] = [[], "", false, at + 1];
      first = ++line;
    } else {
      if (sign === separator) {
        cells.push(cell);
        cell = "";
      } else if (sign === '"' && !cell && (!isBegun || text[at - 1] === separator)) [isQuoted, quoteLine] = [true, line];
      else cell += sign;
      isBegun = true;
    }
  }
  return all;
};

// The pieces of a file, as the form of its look describes it.
const pieces = (text, { separator, columns, headers, places, order }, fallback) => {
  const all = records(text, separator);
  if (all[0]?.first === 1 && all[0].text.startsWith("sep=")) all.shift();
  const [survey, time, score, comment, respondent, external, ordinal, own] = places.split(" ");
  const heads = all.splice(0, Number(headers));
  const hasOrdinal = ordinal >= 0;
  const said = ({ cells }, place) => (cells[place]?.trim() === "NA" ? "" : (cells[place] ?? "").trim());
  const named = (row) => said(row, survey) || fallback;
  // Of rows with one id the last holds.
  const last = new Map();
  const id = (row) => said(row, own) === "" && said(row, external) && JSON.stringify([named(row), said(row, external)]);
  for (const row of all) if (id(row)) last.set(id(row), row);
  const seen = new Map();
  const place = (row) => {
    if (said(row, own) || said(row, external)) return 1;
    const points = said(row, score).normalize("NFKC");
    const [, number] = /^\D*(\d+)(?:[.,]0*)?\D*$/.exec(points) ?? [];
    const person = said(row, respondent);
    const text = said(row, comment).replace(/\r\n?/g, "\n").normalize();
    const who = /^[\x20-\x7e]{1,128}$/.test(person) && person;
    const same = JSON.stringify([named(row), said(row, time), number ? Number(number) : points, text, who]);
    seen.set(same, (seen.get(same) ?? 0) + 1);
    return seen.get(same);
  };
  const padded = (row, added) =>
    hasOrdinal
      ? row.text
      : row.text + separator.repeat(Math.max(0, columns - row.cells.length)) + separator + added;
  const head = heads.map((row, at) => padded(row, at ? "" : "ordinal") + "\n").join("");
  const size = (text) => new TextEncoder().encode(text).length;
  const cut = [];
  let piece;
  for (const row of all) {
    if (id(row) && last.get(id(row)) !== row) continue;
    const text = padded(row, place(row)) + "\n";
    const gap = piece ? row.first - piece.next : 0;
    const bytes = size(text) + gap;
    if (!piece || piece.rows === MOST_ROWS || piece.bytes + bytes > MOST_BYTES) {
      piece = { text: head, bytes: size(head), rows: 0, line: row.first, next: row.first };
      cut.push(piece);
    }
    piece.text += "\n".repeat(row.first - piece.next) + text;
    piece.bytes += bytes;
    piece.rows++;
    piece.next = row.last + 1;
  }
  return cut;
};

// Sends all pieces; stopping and going on is one button.
const run = async (form) => {
  const card = document.querySelector("[data-running]");
  const words = JSON.parse(card.dataset.running);
  const part = (name) => card.querySelector(name);
  const [bar, told, button] = ["progress", "[data-told]", "[data-stop]"].map(part);
  const bytes = await file.arrayBuffer();
  const tell = (word, values) => (told.textContent = fill(words[word], values));
  form.hidden = true;
  card.hidden = false;
  const fields = new FormData(form);
  let cut;
  try {
    const text = new TextDecoder(form.dataset.charset, { fatal: true }).decode(bytes);
    cut = pieces(text, form.dataset, fields.get("survey"));
  } catch (line) {
    button.hidden = true;
    form.hidden = false;
    tell(line > 0 ? "open" : "coded", { line, charset: form.dataset.charset });
    return;
  }
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  const batch = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const values = { do: "import", charset: "utf-8", separator: form.dataset.separator, batch };
  if (form.dataset.order) values.date_order = form.dataset.order;
  for (const [name, value] of Object.entries(values)) fields.set(name, value);
  const sum = { accepted: 0, replaced: 0, duplicates: 0, rejected: 0 };
  const all = cut.reduce((rows, piece) => rows + piece.rows, 0);
  bar.max = all;
  let isStopped = false;
  let resume;
  button.addEventListener("click", () => {
    isStopped = !isStopped;
    [button.textContent, button.dataset.goOn] = [button.dataset.goOn, button.textContent];
    if (!isStopped) resume?.();
  });
  for (let at = 0; at < cut.length; ) {
    if (isStopped) {
      tell("stopped", {});
      await new Promise((go) => (resume = go));
    }
    tell("sent", { done: bar.value, all });
    fields.set("first_line", cut[at].line);
    fields.set("file", new Blob([cut[at].text]), file.name);
    const reply = await send(form.action, fields, (s) => tell("wait", { s }), () => isStopped);
    if (!reply) continue;
    if (!reply.ok) {
      button.hidden = true;
      tell("failed", { status: reply.status });
      return;
    }
    const counted = await reply.json();
    for (const name of ["accepted", "replaced", "duplicates"]) sum[name] += counted[name];
    for (const row of counted.rejected)
      if (sum.rejected++ < 20) part("[data-lines]").append(Object.assign(document.createElement("li"), { textContent: fill(words.line, row) }));
    bar.value += cut[at++].rows;
  }
  part("h2").textContent = part("h2").dataset.title;
  tell("sum", sum);
  button.hidden = part(".hint").hidden = true;
  part("[name=undo]").value = batch;
  for (const after of card.querySelectorAll("[data-after]")) after.hidden = false;
};

// Shows what the Worker understood of the file, in the place of the form.
const look = async (form, button) => {
  button.disabled = true;
  const fields = new FormData(form);
  const bytes = new Uint8Array(await file.arrayBuffer());
  fields.set("by_script", file.size);
  fields.set("file", new Blob([beginning(bytes)]), file.name);
  const reply = await fetch(form.action, { method: "POST", body: fields }).catch(() => null);
  button.disabled = false;
  if (!reply) return form.submit();
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  document.querySelector("main").replaceWith(page.querySelector("main"));
  document.querySelector("main").focus();
  scrollTo(0, 0);
};

// Takes a batch back until nothing of it is left.
const undo = async (form) => {
  const told = form.querySelector("[role=status]");
  const button = form.querySelector("button");
  button.disabled = true;
  let done = 0;
  for (let left = 1; left; ) {
    const reply = await send(form.action, new URLSearchParams(new FormData(form)), (s) => (told.textContent = fill(form.dataset.wait, { s })));
    if (!reply.ok) {
      told.textContent = fill(form.dataset.failed, { status: reply.status });
      button.disabled = false;
      return;
    }
    const { undone, left: rest } = await reply.json();
    done += undone;
    left = rest;
    told.textContent = fill(left ? form.dataset.undo : form.dataset.done, { done, left });
  }
  button.hidden = true;
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (form.dataset.undo) {
    event.preventDefault();
    undo(form);
  } else if ("upload" in form.dataset) {
    file = form.elements.file?.files[0] ?? file;
    if (!file || form.elements.table) return;
    event.preventDefault();
    if (button?.value === "import" && !form.dataset.isChanged) run(form);
    else look(form, button ?? form.querySelector("button"));
  }
});
// Settings that were changed are looked at before anything is imported by them.
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form && "places" in form.dataset) form.dataset.isChanged = "1";
});
