// 画面が語ること - everything that a page tells, by its computed styles and boxes, as plain values.
() => {
  const all = [...document.querySelectorAll("body *")];
  const visible = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const small = (box) => box.width <= 1 && box.height <= 1;
  // Seen by ears only.
  const unseen = (e) => { for (let one = e; one; one = one.parentElement) { const style = getComputedStyle(one); if (style.clipPath === "inset(50%)" || (small(one.getBoundingClientRect()) && style.overflow !== "visible")) return true; } return false; };
  const who = (e) => e.tagName.toLowerCase() + (e.id ? `#${e.id}` : e.getAttribute("name") ? `[${e.getAttribute("name")}]` : e.classList.length ? `.${e.classList[0]}` : "") + (e.id ? "" : ` ${(e.textContent || "").trim().slice(0, 12)}`).trimEnd();
  const layers = (e) => { const found = []; for (let one = e; one; one = one.parentElement) found.push(getComputedStyle(one).backgroundColor); return found; };
  const words = (e) => (e ? e.textContent : "").replace(/\s+/g, " ").trim();
  const box = (r) => ({ x: r.x + scrollX, y: r.y + scrollY, width: r.width, height: r.height });
  const union = (a, b) => { const x = Math.min(a.x, b.x), y = Math.min(a.y, b.y); return new DOMRect(x, y, Math.max(a.right, b.right) - x, Math.max(a.bottom, b.bottom) - y); };
  const seen = all.filter((e) => visible(e) && !unseen(e));

  const texts = new Map();
  const note = (e, style, upon = []) => {
    const one = { ink: style.color, layers: [...upon, ...layers(e)], size: parseFloat(style.fontSize), bold: Number(style.fontWeight) >= 700 };
    const key = JSON.stringify(one);
    if (!texts.has(key)) texts.set(key, { who: who(e), ...one });
  };
  for (const e of seen) {
    if (e.closest("option, script, style, [disabled]")) continue;
    if (e.matches("input:not([type=radio], [type=checkbox]), select, textarea") || [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) note(e, getComputedStyle(e));
    for (const part of ["::before", "::after"]) {
      const style = getComputedStyle(e, part);
      if (/[^\s"]/.test(style.content) && !["none", "normal"].includes(style.content)) note(e, style, [style.backgroundColor]);
    }
  }

  const edges = seen.filter((e) => e.matches("button, .button, select, textarea, input:not([type=radio], [type=checkbox], [type=file])")).map((e) => {
    const style = getComputedStyle(e);
    const width = style.borderTopStyle === "none" ? 0 : parseFloat(style.borderTopWidth);
    return { who: who(e), border: style.borderTopColor, width, underlined: style.textDecorationLine.includes("underline"), fill: layers(e), outside: layers(e.parentElement) };
  });

  const inLine = (e) => {
    if (getComputedStyle(e).display !== "inline") return false;
    const block = e.parentElement.closest("p, li, dd, dt, td, div, span");
    return words(block).length > words(e).length;
  };
  const targets = seen.filter((e) => e.matches("a[href], button, select, textarea, summary, input:not([type=hidden])") && !e.closest("[disabled]")).map((e) => {
    let area = e.getBoundingClientRect();
    if (e.matches("[type=radio], [type=checkbox]")) for (const label of e.labels) if (!unseen(label)) area = union(area, label.getBoundingClientRect());
    return { who: who(e), inline: inLine(e), skip: area.bottom < 0, ...box(area) };
  });

  const sideways = (e) => ["auto", "scroll"].includes(getComputedStyle(e).overflowX);
  const within = (e) => { for (let one = e.parentElement; one; one = one.parentElement) if (sideways(one)) return true; return false; };
  const cut = seen.filter((e) => {
    if (e.matches("progress, select, option")) return false;
    if (e.matches("input")) return e.type !== "hidden" && e.value && e.value.length <= 5 && e.scrollWidth > e.clientWidth + 1;
    const style = getComputedStyle(e);
    const wide = ["hidden", "clip"].includes(style.overflowX) && e.scrollWidth > e.clientWidth + 1;
    const high = ["hidden", "clip"].includes(style.overflowY) && e.scrollHeight > e.clientHeight + 1;
    return (wide || high) && words(e);
  });
  const moving = [];
  for (const e of [document.documentElement, document.body, ...all]) for (const part of [undefined, "::before", "::after"]) {
    const style = getComputedStyle(e, part);
    const lasts = (told) => told.split(",").some((one) => parseFloat(one) > 0);
    if (lasts(style.transitionDuration) || style.animationName !== "none" || style.scrollBehavior === "smooth") moving.push(who(e));
  }

  const summary = document.querySelector(".summary");
  const place = (href) => document.getElementById(decodeURIComponent(href.split("#")[1] || ""));
  const named = (e) => { const said = e.getAttribute("aria-label"); return said === null ? null : { who: who(e), seen: words({ textContent: e.innerText || "" }), said }; };
  const ids = all.map((e) => e.id).filter(Boolean);
  return {
    title: document.title, language: document.documentElement.lang, staff: document.body.classList.contains("staff"),
    path: location.pathname,
    headings: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(visible).map((e) => ({ level: Number(e.tagName[1]), text: words(e) })),
    twice: [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))],
    texts: [...texts.values()], edges, targets,
    width: innerWidth, reaches: document.documentElement.scrollWidth,
    wide: seen.filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !within(e)).map(who).slice(0, 3),
    scrolls: seen.filter((e) => sideways(e) && e.scrollWidth > e.clientWidth + 1).map((e) => ({ who: who(e), table: Boolean(e.querySelector("table")), reached: e.tabIndex >= 0 })),
    cut: cut.map(who), moving: [...new Set(moving)],
    media: all.filter((e) => e.matches("audio, video, object, embed, iframe, canvas, marquee")).map(who),
    refresh: [...document.querySelectorAll("meta[http-equiv=refresh i]")].length,
    draggable: all.filter((e) => e.matches("[draggable=true]")).map(who),
    pictures: seen.filter((e) => e.matches("img")).map((e) => ({ who: who(e), alt: e.getAttribute("alt") })),
    listened: window.__listened || [],
    fields: [...document.querySelectorAll("main .field")].filter(visible).map((e) => ({
      names: [...new Set([...e.querySelectorAll("input:not([type=hidden]), select, textarea")].filter(visible).map((one) => one.name))],
      must: e.matches("[data-must]") || Boolean(e.querySelector(".must")), help: words(e.querySelector(".help")), mistake: words(e.querySelector(".mistake")) })),
    summary: summary && {
      focused: document.activeElement === summary,
      links: [...summary.querySelectorAll("a")].map((a) => { const to = place(a.href); return { href: a.getAttribute("href"), text: words(a), to: to && who(to), takes: Boolean(to && (to.matches("input, select, textarea, a[href], button") || to.hasAttribute("tabindex"))) }; }) },
    labels: seen.filter((e) => e.matches("a, button, summary, input, select, textarea, [role=button], [role=link]")).map(named).filter((one) => one && one.seen && one.said),
    menu: [...document.querySelectorAll("header a")].filter(visible).map(words),
    help: words(document.querySelector("footer .call")),
    city: Boolean(document.querySelector("header nav")),
    skip: (() => { const a = document.querySelector("a[href]"); return Boolean(a && a.getAttribute("href") === "#main" && document.getElementById("main")); })(),
  };
}
