// 目 - what a person sees of a page: texts that come into sight, and the inputs that wait for an answer.
(() => {
  const unread = "button, .button, script, style, noscript, select, textarea";
  const silent = ["hidden", "submit", "button", "image", "reset"];
  const near = 'optgroup[data-klm="near"]'; // options that are near to whoever chooses
  const read = new WeakMap();

  const shown = (node) => {
    if (!node.checkVisibility({ visibilityProperty: true })) return false;
    for (let one = node; one && one !== document.body; one = one.parentElement) {
      if (getComputedStyle(one).clipPath !== "none") return false; // for ears only
    }
    return true;
  };
  const insight = (box) => {
    const across = (box.left + box.right) / 2, down = (box.top + box.bottom) / 2;
    return box.width > 0 && across >= 0 && across <= innerWidth && down >= 0 && down <= innerHeight;
  };
  const waits = (node) => node.name && !silent.includes(node.type) && !node.disabled
    && !node.name.endsWith(".remove") && node.getBoundingClientRect().width > 0 && shown(node);
  const form = () => {
    const all = [...(document.querySelector("main") || document).querySelectorAll("form")];
    return all.find((one) => [...one.elements].some(waits)) || all.find(button) || null;
  };
  const button = (one) => {
    const all = one ? [...one.querySelectorAll("button:not([type=button]), input[type=submit]")] : [];
    const fit = all.filter((each) => !each.matches(".second, .plain, .danger, [formnovalidate]") && !each.disabled && shown(each));
    return fit.filter((each) => each.closest(".actions")).pop() || fit.pop() || null;
  };
  const controls = () => { const one = form(); return one ? [...one.elements].filter(waits) : []; };
  const named = (name) => controls().find((one) => one.name === name);
  const owner = (node) => {
    const field = node.closest(".field");
    const first = field && [...field.querySelectorAll("[name]")].find(waits);
    return first ? first.name : "";
  };
  const adders = (node) => [...(node.closest(".field")?.querySelectorAll("button[data-adds]") || [])].filter(shown);
  const label = (node) => (node.labels && node.labels[0] ? node.labels[0].textContent.trim() : "");

  addEventListener("click", () => {
    sessionStorage.setItem("klm", performance.timeOrigin + performance.now());
  }, true);

  window.klm = {
    // Texts in sight that this page has not shown before: [text, name of the input they belong to, whether they are of the
    // page itself and not of the frame that all pages have].
    texts() {
      const found = [], range = document.createRange();
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.data.trim();
        if (!text || read.get(node) === text || node.parentElement.closest(unread)) continue;
        range.selectNodeContents(node);
        const line = range.getClientRects()[0];
        if (!line || !insight(line) || !shown(node.parentElement)) continue;
        read.set(node, text);
        found.push([text, owner(node.parentElement), Boolean(node.parentElement.closest("main"))]);
      }
      return found;
    },
    controls() {
      const times = {};
      return controls().map((one) => ({
        name: one.name,
        type: one.tagName === "SELECT" ? "select" : one.type,
        value: one.value,
        checked: Boolean(one.checked),
        label: label(one),
        place: (times[one.name] = (times[one.name] ?? -1) + 1),
        camera: one.hasAttribute("capture"),
        adds: adders(one).map((each) => each.dataset.adds),
        near: [...one.querySelectorAll(`${near} option`)].map((each) => each.value),
        near_by: [...one.querySelectorAll(near)].map((each) => each.label).join(""),
        options: one.options ? [...one.options].filter((each) => each.value).map((each) => [each.value, each.label]) : [],
      }));
    },
    // What the page has found wrong: [name of the input, sentence].
    complaints() {
      const fields = [...document.querySelectorAll("main .field.wrong")];
      return fields.map((one) => {
        const first = [...one.querySelectorAll("[name]")].find(waits);
        const said = one.querySelector(".mistake");
        return [first ? first.name : "", said ? said.textContent.trim() : ""];
      });
    },
    // Scrolls one screen at most towards an input, the button (""), or what is selected: pixels, 0 when it is in sight.
    approach(name, selector) {
      const control = selector ? document.querySelector(selector) : name ? named(name) : button(form());
      if (!control) return 0;
      const field = control.closest(".field");
      let box = (field && name ? field : control).getBoundingClientRect();
      if (box.height > innerHeight) box = control.getBoundingClientRect();
      if (box.top >= 0 && box.bottom <= innerHeight) return 0;
      const way = Math.max(-innerHeight, Math.min(innerHeight, box.top - 16)), before = scrollY;
      scrollTo(0, before + way);
      return scrollY - before;
    },
    // Resolves when the page has changed and changes no more, or does not change at all.
    settled: (most) => new Promise((done) => {
      let timer = setTimeout(done, most);
      new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(done, 100); })
        .observe(document.body, { childList: true, subtree: true });
    }),
    button: () => button(form()),
    link: (path) => [...document.querySelectorAll("main a[href]")].find((one) => new URL(one.href).pathname === path) || null,
    focused: () => (document.activeElement && document.activeElement.name) || "",
    heading: () => (document.querySelector("h1") || { textContent: document.title }).textContent.trim(),
    // Seconds from the tap to a page that can be used; null when nothing was tapped.
    waited() {
      const tapped = sessionStorage.getItem("klm"), way = performance.getEntriesByType("navigation")[0];
      return tapped && way ? (performance.timeOrigin + way.domContentLoadedEventEnd - tapped) / 1000 : null;
    },
  };
})();
