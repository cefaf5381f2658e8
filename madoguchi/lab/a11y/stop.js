// いまいる所 - what has the focus: what it is, where it lies, how that is shown, and whether something lies upon it.
() => {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  const who = (one) => one.tagName.toLowerCase() + (one.id ? `#${one.id}` : one.getAttribute("name") ? `[${one.getAttribute("name")}]` : "") + ` ${(one.textContent || "").trim().slice(0, 16)}`.trimEnd();
  const layers = (one) => { const found = []; for (; one; one = one.parentElement) found.push(getComputedStyle(one).backgroundColor); return found; };
  const label = e.labels && e.labels[0] && e.labels[0].contains(e) ? e.labels[0] : e;
  const ringed = [e, label].find((one) => getComputedStyle(one).outlineStyle !== "none" && parseFloat(getComputedStyle(one).outlineWidth) > 0);
  const style = getComputedStyle(ringed || e);
  const r = (ringed || e).getBoundingClientRect();
  // Points a little inside of its box, as far as they are on the screen.
  const points = [];
  for (const x of [0.05, 0.5, 0.95]) for (const y of [0.15, 0.5, 0.85]) {
    const at = [r.x + r.width * x, r.y + r.height * y];
    if (at[0] >= 0 && at[1] >= 0 && at[0] < innerWidth && at[1] < innerHeight) points.push(at);
  }
  const mine = (one) => one && (e.contains(one) || label.contains(one) || one.contains(e));
  return {
    at: [...document.querySelectorAll("*")].indexOf(e), who: who(e), tag: e.tagName, type: e.type || "", name: e.name || "", id: e.id,
    value: e.value ?? "", checked: Boolean(e.checked), href: e.getAttribute("href") || "", text: (e.textContent || "").trim(), tabindex: e.tabIndex,
    sends: e.matches("main form[method=post] .actions > button:first-of-type"),
    y: r.y + scrollY, x: r.x, height: r.height, path: location.pathname, column: Boolean(e.closest(".side")),
    ring: ringed ? { width: parseFloat(style.outlineWidth), colour: style.outlineColor, layers: layers((ringed || e).parentElement), inside: parseFloat(style.outlineOffset) < 0 ? layers(ringed) : null } : null,
    shown: points.length, hidden: points.filter(([x, y]) => !mine(document.elementFromPoint(x, y))).length,
  };
}
