// 添付 - says what was chosen, and how far the sending is. Without it the page is sent all the same.
(() => {
  const size = (bytes) => (bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1e3))} KB`);
  const words = (input) => input.closest(".choose").dataset;
  for (const input of document.querySelectorAll("input[type=file]")) {
    const told = document.createElement("ul");
    told.className = "files chosen";
    told.setAttribute("role", "status");
    input.closest(".choose").after(told);
    input.addEventListener("change", () => {
      told.replaceChildren(...[...input.files].map((file) => {
        const line = document.createElement("li");
        line.textContent = `${file.name} (${size(file.size)}) ${words(input).waiting}`;
        return line;
      }));
    });
  }
  const show = (request) => {
    // The answer takes the place of the page, as it would without a script.
    if (request.responseURL && request.responseURL.split("#")[0] !== location.href.split("#")[0]) {
      location.assign(request.responseURL);
      return;
    }
    document.open();
    document.write(request.responseText);
    document.close();
  };
  addEventListener("submit", (event) => {
    const form = event.target;
    const chosen = [...form.querySelectorAll("input[type=file]")].find((input) => input.files.length);
    if (!chosen || event.defaultPrevented) return;
    event.preventDefault();
    const bar = document.createElement("progress");
    const said = document.createElement("p");
    bar.max = 100;
    bar.value = 0;
    said.setAttribute("role", "status");
    said.textContent = words(chosen).sending;
    form.querySelector(".actions").before(said, bar);
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (now) => {
      if (!now.lengthComputable) return;
      bar.value = Math.round((now.loaded / now.total) * 100);
      if (now.loaded === now.total) said.textContent = words(chosen).checking;
    });
    request.addEventListener("load", () => show(request));
    request.addEventListener("error", () => {
      said.textContent = words(chosen).failed;
      bar.remove();
      for (const button of form.querySelectorAll("button[disabled]")) button.disabled = false;
    });
    request.open("POST", form.action || location.href);
    request.send(new FormData(form));
  });
})();
