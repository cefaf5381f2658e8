// 一覧のキー - moves through the rows of the list and ticks them. The keys stand in the page; nothing needs this.
(() => {
  const form = document.getElementById("rows");
  if (!form) return;
  const { after, before, tick, own } = form.dataset;
  const links = [...form.querySelectorAll("a.go")];
  const boxes = [...form.querySelectorAll("tbody input[type=checkbox]")];
  const told = document.getElementById("ticked");
  const here = () => links.findIndex((link) => link.closest("tr").contains(document.activeElement));
  const count = () => {
    const number = boxes.filter((box) => box.checked).length;
    told.textContent = number ? `(${number}件)` : "";
    if (all) all.checked = number === boxes.length;
  };
  const head = form.querySelector("thead .tick");
  const all = head && document.createElement("input");
  if (all) {
    all.type = "checkbox";
    all.setAttribute("aria-label", "この画面の行をすべて選ぶ");
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
      count();
    });
    head.replaceChildren(all);
  }
  form.addEventListener("change", count);
  addEventListener("pageshow", count);
  const flip = (row) => {
    const box = links[row].closest("tr").querySelector("input[type=checkbox]");
    box.checked = !box.checked;
    count();
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !links.length) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    const key = event.key.length === 1 ? event.key.toUpperCase() : "";
    const row = here();
    if (key === after || key === before) {
      const next = row < 0 ? (key === after ? 0 : links.length - 1) : row + (key === after ? 1 : -1);
      if (links[next]) links[next].focus();
    } else if (key === tick && row >= 0) {
      flip(row);
    } else if (key && own.includes(key) && row >= 0 && !boxes.some((box) => box.checked)) {
      flip(row); // nothing was ticked: the row one stands on is meant
    } else {
      return;
    }
    if (key === after || key === before || key === tick) event.preventDefault();
  }, true); // before a button is pressed by its key: what it is pressed for must be ticked
  // Under the bar at the foot no row is hidden from who moves by key.
  const foot = form.querySelector(".below");
  form.addEventListener("focusin", (event) => {
    if (event.target.closest("tbody")) event.target.closest("tr").scrollIntoView({ block: "nearest" });
  });
  document.documentElement.style.setProperty("scroll-padding-bottom", `${foot.offsetHeight + 16}px`);
})();
