// パスキー - asks the browser to make or to show a passkey. Without it, codes do the same.
(() => {
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const opened = (options) => {
    const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));
    const found = { ...options, challenge: bytes(options.challenge) };
    if (options.user) found.user = { ...options.user, id: bytes(options.user.id) };
    if (options.excludeCredentials) found.excludeCredentials = known(options.excludeCredentials);
    if (options.allowCredentials) found.allowCredentials = known(options.allowCredentials);
    return found;
  };
  const closed = (made) => {
    const answer = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[name]) answer[name] = text(made.response[name]);
    }
    return {
      id: made.id,
      rawId: text(made.rawId),
      type: made.type,
      response: answer,
      clientExtensionResults: made.getClientExtensionResults(),
    };
  };
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const say = form.querySelector("[role=alert]");
      say.textContent = "";
      try {
        const asked = await fetch(form.dataset.begin, { method: "POST", body: new FormData(form), credentials: "same-origin" });
        if (!asked.ok) throw new Error(String(asked.status));
        const options = opened((await asked.json()).publicKey);
        const made = form.dataset.passkey === "make"
          ? await navigator.credentials.create({ publicKey: options })
          : await navigator.credentials.get({ publicKey: options });
        form.elements.credential.value = JSON.stringify(closed(made));
        form.submit();
      } catch (stopped) {
        say.textContent = "パスキーを使えませんでした。もう一度押すか、ほかの方法を使ってください。";
      }
    }, true);
  }
})();
