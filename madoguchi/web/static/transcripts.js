// 転記 - what is copied is ticked, and ticks stay in this browser until the case is typed. Nothing needs it.
(() => {
  const place = location.pathname, ticks = [...document.querySelectorAll("[data-tick]")];
  const shelf = (deed) => { try { return deed(sessionStorage); } catch { return null; } };
  const keep = () => shelf((box) => box.setItem(place, ticks.filter((one) => one.checked).map((one) => one.dataset.tick)));
  const known = (shelf((box) => box.getItem(place)) || "").split(",");
  ticks.forEach((one) => { one.checked = known.includes(one.dataset.tick); });
  addEventListener("change", keep);
  addEventListener("click", ({ target }) => {
    const button = target.closest("[data-copy]");
    if (!button) return;
    button.closest("tr").querySelector("[data-tick]").checked = true;
    keep();
  });
  addEventListener("submit", ({ target }) => { if ("ends" in target.dataset) shelf((box) => box.removeItem(place)); });
})();
