// 読む - what a person sees of a page, and what a hand does on it: rows by their labels, never by names of inputs.
(() => {
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  const inputs = (cell) => [...cell.querySelectorAll("input:not([type=hidden]), select, textarea")];
  const isButton = (input) => ["submit", "button", "image", "reset"].includes(input.type) || input.tagName === "BUTTON";

  const rows = () => {
    const found = [];
    for (const head of document.querySelectorAll("th")) {
      const cell = head.nextElementSibling;
      if (cell && cell.tagName === "TD") found.push([plain(head.textContent), cell]);
    }
    return found;
  };

  const kindOf = (input) => {
    if (!input) return "shown";
    if (input.tagName === "SELECT") return "choice";
    if (input.tagName === "TEXTAREA") return "textarea";
    return { radio: "radio", checkbox: "tick", password: "password", file: "file" }[input.type] || "text";
  };

  // The words behind a radio button or a tick, up to the next input.
  const wordsBehind = (input) => {
    let words = "";
    for (let next = input.nextSibling; next && next.nodeType === Node.TEXT_NODE; next = next.nextSibling) words += next.data;
    return plain(words);
  };

  const optionsOf = (kind, all) => {
    if (kind === "choice") return [...all[0].options].map((option) => [option.value, plain(option.text)]);
    if (kind === "radio" || kind === "tick") return all.map((input) => [input.value, wordsBehind(input)]);
    return [];
  };

  const valueOf = (kind, all, cell) => {
    if (kind === "shown") return cell.textContent;
    if (kind === "radio") return (all.find((input) => input.checked) || { value: "" }).value;
    if (kind === "tick") return all[0].checked ? "1" : "0";
    return kind === "password" ? "" : all[0].value;
  };

  // What stands beside the inputs: a star for what must be filled in, and a hint.
  const beside = (cell, words) => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll("input, select, textarea, button").forEach((input) => input.remove());
    let text = plain(copy.textContent);
    for (const word of words) text = plain(text.replace(word, ""));
    const required = /[*＊]|必須/.test(text);
    return [required, plain(text.replace(/[*＊]|必須/g, ""))];
  };

  const told = ([label, cell]) => {
    const all = inputs(cell).filter((input) => !isButton(input));
    const kind = kindOf(all[0]);
    const options = optionsOf(kind, all);
    const shown = kind === "shown";
    const [required, hint] = shown ? [false, ""] : beside(cell, kind === "choice" ? [] : options.map((option) => option[1]));
    const limit = !shown && all[0].maxLength > 0 ? all[0].maxLength : 0;
    return { label, kind, required: required || Boolean(!shown && all[0].required), hint, limit, options, value: valueOf(kind, all, cell) };
  };

  const buttons = () =>
    [...document.querySelectorAll("input, button")].filter(isButton).map((button) => [plain(button.value || button.textContent), button]);
  const links = () => [...document.querySelectorAll("a[href]")].map((link) => [plain(link.textContent), link]);

  // A table of records has its heads in a line of their own.
  const table = () => {
    for (const line of document.querySelectorAll("tr")) {
      const heads = [...line.children];
      if (heads.length > 1 && heads.every((cell) => cell.tagName === "TH")) {
        const lines = [...line.parentElement.children].filter((other) => other !== line);
        return [heads, lines.map((other) => [...other.children])];
      }
    }
    return [[], []];
  };

  const read = () => {
    const [heads, lines] = table();
    return {
      title: plain(document.title),
      charset: document.characterSet,
      rows: rows().map(told),
      buttons: buttons().map(([words]) => words),
      links: links().map(([words]) => words),
      heads: heads.map((head) => plain(head.textContent)),
      lines: lines.map((line) => line.map((cell) => plain(cell.textContent))),
      errors: [...document.querySelectorAll(".error")].map((error) => plain(error.textContent)),
      says: document.body ? plain(document.body.innerText).slice(0, 300) : "",
    };
  };

  const put = (cell, typed) => {
    const all = inputs(cell).filter((input) => !isButton(input));
    const kind = kindOf(all[0]);
    const heard = (input) => ["input", "change"].forEach((type) => input.dispatchEvent(new Event(type, { bubbles: true })));
    if (kind === "radio") {
      for (const input of all) input.checked = input.value === typed;
      all.filter((input) => input.checked).forEach(heard);
    } else {
      if (kind === "tick") all[0].checked = !["", "0"].includes(typed);
      else all[0].value = typed;
      heard(all[0]);
    }
  };

  // Fills a page in by labels, and says which of them did not take what was typed.
  const fill = (pairs) => {
    const cells = new Map(rows());
    for (const [label, typed] of pairs) put(cells.get(label), typed);
    const stands = new Map(rows().map((row) => [row[0], told(row)]));
    const same = (row, typed) => {
      if (row.kind === "password") return true;
      if (row.kind === "tick") return row.value === (["", "0"].includes(typed) ? "0" : "1");
      return row.value === typed;
    };
    return pairs.filter(([label, typed]) => !same(stands.get(label), typed)).map(([label]) => label);
  };

  // Presses the only button or link of these words, after this call has come back; false when there is not just one.
  const only = (found, words) => {
    const fit = found.filter(([says]) => says === words);
    if (fit.length !== 1) return false;
    setTimeout(() => fit[0][1].click(), 0);
    return true;
  };

  // Covers what no picture may show, every value where no labels are told, or takes the cover off.
  const cover = (labels, on) => {
    const [heads, lines] = table();
    const hidden = rows().filter(([label, cell]) => !labels || labels.includes(label) || cell.querySelector("input[type=password]"));
    const cells = hidden.map((row) => row[1]);
    heads.forEach((head, place) => {
      if (!labels || labels.includes(plain(head.textContent))) lines.forEach((line) => line[place] && cells.push(line[place]));
    });
    if (on && !document.getElementById("covered")) {
      const style = document.head.appendChild(document.createElement("style"));
      style.id = "covered";
      style.textContent = ".covered, .covered * { color: #404040 !important; background: #404040 !important; }";
    }
    for (const cell of cells) cell.classList.toggle("covered", on);
    return cells.length;
  };

  return {
    read,
    fill,
    press: (words) => only(buttons(), words),
    follow: (words) => only(links(), words),
    open: (place, words) => only([...table()[1][place][table()[0].length - 1].querySelectorAll("a")].map((link) => [plain(link.textContent), link]), words),
    cover,
  };
})()
