// キー - gives staff their keys. Nothing needs it.
(() => {
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
    if (!key) return;
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
