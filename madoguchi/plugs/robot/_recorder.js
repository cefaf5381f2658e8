// 記録 - tells of each page that comes, and of what is pressed, followed and filled in; never of what was typed.
((hand) => {
  const tell = (event) => window.madoguchiSeen(JSON.stringify({ ...event, frame: window.name }));
  const plain = (text) => text.replace(/\s+/g, " ").trim();

  const labelOf = (input) => {
    const row = input.closest("tr");
    const head = row && row.querySelector("th");
    return head ? plain(head.textContent) : "";
  };

  const isButton = (part) => part.tagName === "BUTTON" || ["submit", "button", "image"].includes(part.type);

  document.addEventListener(
    "click",
    (event) => {
      const part = event.target.closest("a[href], input, button");
      if (!part) return;
      if (part.tagName === "A") tell({ kind: "follow", words: plain(part.textContent) });
      else if (isButton(part)) tell({ kind: "press", words: plain(part.value || part.textContent) });
    },
    true,
  );
  document.addEventListener("change", (event) => tell({ kind: "typed", words: labelOf(event.target) }), true);
  window.addEventListener("DOMContentLoaded", () => {
    const page = hand.read();
    page.rows.forEach((row) => (row.value = ""));
    page.lines = page.lines.map(() => []);
    page.says = "";
    const frames = [...document.querySelectorAll("frame, iframe")].map((frame) => frame.name);
    tell({ kind: "page", page, frames, window: Boolean(window.opener) });
  });
})
