// キー - gives staff their keys. Nothing needs it.
(() => {
  const off = document.getElementById("keys-off");
  if (off) {
    // For who speaks to the machine or reads by key: single letters can be switched off (WCAG 2.1.4).
    const button = document.createElement("button");
    button.className = "second";
    const say = () => { button.textContent = localStorage.getItem("keys") === "off" ? "キーを使う" : "キーを使わない"; };
    button.addEventListener("click", () => {
      localStorage.setItem("keys", localStorage.getItem("keys") === "off" ? "on" : "off");
      say();
    });
    say();
    off.append(button);
  }
  // Before every other listener.
  addEventListener("keydown", (event) => {
    const typed = event.target.closest("input:not([type=checkbox]), textarea, select");
    const plain = event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!typed && plain && localStorage.getItem("keys") === "off") event.stopImmediatePropagation();
  }, true);
  const all = () => [...document.querySelectorAll(".finding:not(.settled)")];
  const here = () => document.activeElement.closest(".finding");
  const step = (way) => {
    const found = all(), at = found.indexOf(here());
    const next = found[at < 0 ? (way > 0 ? 0 : found.length - 1) : at + way];
    if (next) next.focus();
  };
  const press = (target) => {
    if (target.tagName === "INPUT") return target.focus();
    if (target.tagName !== "SUMMARY") return target.click();
    const box = target.parentElement;
    box.open = !box.open;
    (box.open && box.querySelector("input:not([type=hidden]), textarea") || target).focus();
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    const typed = event.target.closest("input, textarea, select, [contenteditable]");
    if (typed && event.key === "Escape") return typed.blur();
    if (typed) return;
    const key = event.key.length === 1 ? event.key.toUpperCase() : "";
    if (!key) return;
    if (key === "J" || key === "K") return step(key === "J" ? 1 : -1);
    // What a finding has a key for is meant of the one where one stands; else of the page.
    const among = (places) => [...places].find((one) => one.dataset.key === key);
    const finding = here();
    const target = finding && among(finding.querySelectorAll("[data-key]"))
      || among([...document.querySelectorAll("[data-key]")].filter((one) => !one.closest(".finding")));
    if (!target) return;
    event.preventDefault();
    press(target);
  });
})();
