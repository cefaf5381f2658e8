// 作業時間とキー - counts the seconds a person is active on a page; gives staff their keys. Nothing needs it.
(() => {
  const idle = 30000;
  let seconds = 0;
  let last = Date.now();
  const active = () => { last = Date.now(); };
  for (const kind of ["pointerdown", "keydown", "scroll", "input"]) {
    addEventListener(kind, active, { passive: true });
  }
  setInterval(() => {
    if (document.visibilityState === "visible" && Date.now() - last < idle) seconds += 1;
  }, 1000);
  // The number rides on whatever form is sent.
  addEventListener("submit", (event) => {
    const box = event.target.elements.namedItem("touch");
    if (box) box.value = seconds;
    // A second press of an impatient finger sends nothing; coming back to the page frees the button again.
    for (const button of event.target.querySelectorAll("button")) {
      setTimeout(() => { button.disabled = true; });
    }
  });
  addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll("button[disabled]")) button.disabled = false;
  });

  // The address of a draft, copied with one press where the browser can.
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) break;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = button.dataset.done;
    });
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  const step = (way) => {
    const all = [...document.querySelectorAll(".finding")];
    const at = all.indexOf(document.activeElement);
    const next = all[at < 0 ? (way > 0 ? 0 : all.length - 1) : at + way];
    if (next) next.focus();
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const key = event.key.length === 1 ? event.key.toUpperCase() : "";
    if (!document.body.classList.contains("staff") || !key) return;
    if (key === "J" || key === "K") return step(key === "J" ? 1 : -1);
    const target = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
    if (!target) return;
    event.preventDefault();
    if (target.tagName === "INPUT") return target.focus();
    if (target.tagName !== "SUMMARY") return target.click();
    const box = target.parentElement;
    box.open = !box.open;
    (box.open && box.querySelector("input:not([type=hidden]), textarea") || target).focus();
  });
})();
