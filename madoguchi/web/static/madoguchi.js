// 画面 - keeps what is typed, waits for the line, readies photos. Nothing needs it.
{
const doc = document, all = (query, from = doc) => [...from.querySelectorAll(query)];
const on = (kinds, deed, where = window) => kinds.split(" ").forEach((kind) => where.addEventListener(kind, deed));
const [state] = all("#state"), [page] = all("[data-keep]"), place = location.pathname;
const say = (name, more = "") => {
	const words = state.dataset[name] + more;
	if (state.textContent !== words) state.textContent = words;
	state.className = /^ok/.test(name) ? "small" : "box warn";
};
let seconds = 0, last = Date.now();
on("pointerdown keydown scroll input", () => { last = Date.now(); });
setInterval(() => { seconds += !doc.hidden && Date.now() - last < 3e4; }, 1e3);

// What is typed lies here until it is saved.
const shelf = (deed) => { try { return deed(localStorage); } catch { } };
const own = page?.elements, clear = () => shelf((box) => Object.keys(box).forEach((name) => {
	if (name.startsWith(place.match(/^.*\/d\/[^/]+/)[0])) box.removeItem(name);
}));
const typed = () => `${new URLSearchParams([...new FormData(page)].filter(([name]) => !/^(csrf.*|touch|version|seen|.*\.(new|remove))$/.test(name)))}`;
let saved = page && typed(), tried = [], busy, timer, wait, alive, moved, held, through, gone, working;
const aside = () => shelf((box) => typed() === saved ? box.removeItem(place)
	: box.setItem(place, JSON.stringify([typed(), own.version.value, own.seen.value, tried])));
const later = (deed, delay) => { clearTimeout(timer); timer = setTimeout(deed, delay); };
const next = () => held ? held() : page && keep();
const again = () => later(next, wait = Math.min(wait * 2 || 2e3, 6e4));
const there = () => (wait = 0, alive = Date.now());
const reach = () => navigator.onLine && Date.now() - alive < 9e3 || fetch(place, { method: "HEAD" }).then(there, again);
const keep = () => busy ||= send().finally(() => { busy = 0; });
const send = async () => {
	const now = typed(), body = new URLSearchParams(now);
	clearTimeout(timer);
	if (moved || now === saved) return reach();
	[own[0], own.version, own.seen].forEach((one) => body.set(one.name, one.value));
	tried.forEach((one) => body.append("before", one));
	body.set("keep", 1);
	try {
		const answer = await fetch(location, { method: "POST", body, keepalive: true });
		if (answer.redirected) return location.assign(answer.url);
		if (answer.status > 499) throw 0;
		moved = answer.status === 409;
		if (answer.ok) {
			const { version, seen } = await answer.json();
			all("[name=version]").forEach((one) => { one.value = version; });
			own.seen.value = seen;
			saved = now;
			tried = [];
			aside();
			if (typed() !== saved) onto();
			say("okSaved", new Date().toTimeString().slice(0, 5));
		} else say(moved ? "moved" : "failed");
		return there();
	} catch {
		// It may have come.
		if (navigator.onLine) tried = [...new Set([...tried, now])].slice(-4);
		aside();
		if (!held) say("offline");
		again();
	}
};
const onto = () => { aside(); later(keep, 2e3); };
if (page) {
	const back = shelf((box) => JSON.parse(box[place]));
	if (back && back[0] !== saved) {
		const values = new URLSearchParams(back[0]);
		[...own].forEach((one) => {
			const told = values.getAll(one.name);
			if (/radio|checkbox/.test(one.type)) one.checked = told.includes(one.value);
			else if (one.type !== "hidden" && told.length) one.value = told[0];
		});
		[, own.version.value, own.seen.value, tried] = back;
		say("okBack");
		onto();
	} else aside();
	on("input", onto);
	on("visibilitychange", () => doc.hidden && typed() !== saved && keep());
}
all("#reference").forEach(clear); // handed in
on("online", next);
on("offline", () => page && !held && say("offline"));

// Forms wait for the line.
const go = async (form, pressed) => {
	held = () => go(form, pressed);
	await working;
	const here = await (form === page ? keep() : reach());
	if (!held) return; // pressed twice
	if (!here) return say(form.dataset.waits || "waiting");
	held = 0;
	if (all("[type=file]", form).some((one) => one.value)) return working = upload(form);
	through = form;
	later(() => form.requestSubmit(pressed)); // not within its own event
};
const upload = async (form) => {
	say("okSending");
	try {
		const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
		if (answer.redirected) return location.assign(answer.url);
		const words = await answer.text();
		doc.open(), doc.write(words), doc.close();
	} catch {
		held = () => go(form);
		say("unsent");
		again();
	}
};
on("submit", (event) => {
	const form = event.target, { touch } = form.elements;
	if (touch) touch.value = seconds;
	if (state && through !== form && form.requestSubmit) {
		event.preventDefault();
		return go(form, event.submitter);
	}
	if (gone === form) return event.preventDefault();
	gone = form;
	if (form.dataset.clears) clear();
});
on("pageshow", () => { gone = through = 0; });
on("click", (event) => {
	const link = event.target.closest("a[href]");
	if (!link || !state || navigator.onLine || link.hash) return;
	event.preventDefault();
	const { resume } = link.dataset;
	say(resume ? "later" : "offline", resume);
});

// Photos: upright, as large as kept, judged while the paper lies there.
const drawn = (picture, most) => {
	const scale = Math.min(1, most / Math.max(picture.width, picture.height)), canvas = doc.createElement("canvas");
	canvas.width = picture.width * scale;
	canvas.height = picture.height * scale;
	canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
	return canvas;
};
const fault = (canvas, { dark, sharp }) => {
	const { width, height } = canvas, { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
	const green = (at) => data[4 * at + 1], tiles = {};
	let light = 0;
	for (let at = width; at < width * (height - 1); at++) {
		const x = at % width, tile = (at / width >> 7) * 99 + (x >> 7);
		light += green(at);
		if (x && x < width - 1) tiles[tile] = (tiles[tile] || 0) + (4 * green(at) - green(at - 1) - green(at + 1) - green(at - width) - green(at + width)) ** 2;
	}
	const edges = Object.values(tiles).sort((a, b) => a - b);
	return light / width / height < dark ? "dark" : edges.pop() - edges[edges.length >> 1] < sharp * 128 ** 2 ? "blurred" : "";
};
all(".choose").forEach((choose) => {
	const [camera, plain] = all("input", choose), list = choose.nextElementSibling;
	let rows = [];
	choose.className += " ready";
	const lay = () => {
		const bag = new DataTransfer();
		rows.forEach((row) => bag.items.add(row.file));
		plain.files = bag.files;
		list.replaceChildren(...rows.map((row) => row.line));
	};
	const ready = async (file) => {
		const line = all("template", choose)[0].content.firstElementChild.cloneNode(true);
		try {
			const canvas = drawn(await createImageBitmap(file, { imageOrientation: "from-image" }), choose.dataset.longest);
			const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", .85));
			line.dataset.fault = fault(drawn(canvas, 1200), choose.dataset);
			line.prepend(drawn(canvas, 96));
			if (small.size < file.size) file = new File([small], file.name.replace(/\.\w+$|$/, ".jpg"));
		} catch { /* sent as it is */ }
		all("b", line)[0].textContent = file.name;
		rows.push({ file, line });
	};
	on("change", ({ target }) => {
		working = (async () => {
			for (const file of [...target.files]) await ready(file);
			lay();
			camera.value = "";
		})();
	}, choose);
	on("click", ({ target }) => {
		const { deed } = target.dataset, at = rows.findIndex((row) => row.line.contains(target)), row = rows[at];
		if (!deed) return;
		if (deed === "use") row.line.dataset.fault = "";
		else rows.splice(at, 1);
		if (deed === "up") rows.splice(at - 1, 0, row);
		lay();
		(deed === "up" ? target : plain).focus();
		if (deed === "retake") camera.click();
	}, list);
});

// A postcode begins an address; ears are told.
all("[data-postcode]").forEach((field) => {
	on("input", async ({ target }) => {
		const digits = target.value.normalize("NFKC").replace(/\D/g, "");
		if (digits.length !== 7 || field.value) return;
		const { address } = await fetch(field.dataset.register + digits).then((answer) => answer.json()).catch(() => 0);
		if (!address || field.value) return;
		field.value = address;
		field.setSelectionRange(99, 99);
		onto();
		say("okFilled");
		state.className = "hidden";
	}, own[field.dataset.postcode]);
});

// A name is read as it is typed.
all("[data-reading]").forEach((field) => {
	const name = own[field.dataset.reading];
	let reading = "", ours = "";
	on("compositionupdate", ({ data }) => { if (/^[ぁ-ヺー]+$/.test(data)) reading = data; }, name);
	on("compositionend", ({ data }) => {
		const kana = reading.replace(/[ぁ-ゖ]/g, (one) => String.fromCharCode(one.charCodeAt() + 96));
		reading = "";
		if (!data || !kana || field.value !== ours) return;
		field.value = ours += (/\S\s+\S/.test(name.value) && !/ /.test(ours) ? " " : "") + kana;
		onto();
	}, name);
	on("input", () => { if (!name.value && field.value === ours) field.value = ours = ""; }, name);
});

// A whole year or month leads on where that saves a tap; a time means its day.
on("input", ({ target }) => {
	const { whole, then } = target.dataset, box = own?.[then];
	if (box && !box.value && RegExp(whole).test(target.value) && matchMedia("(pointer:coarse)").matches) box.focus();
	const day = target.closest(".day");
	if (!day) return;
	const [tick, ...times] = all("input, select", day);
	if (target !== tick) tick.checked |= target.value !== "";
	else if (!tick.checked) times.forEach((one) => { one.value = ""; });
});
all("button[hidden]").forEach((button) => {
	const { adds, to, copy, done } = button.dataset;
	button.hidden = copy && !navigator.clipboard;
	on("click", async () => {
		if (adds) return own[to].value += adds, own[to].focus(), onto();
		if (!copy) return print();
		await navigator.clipboard.writeText(all("#" + copy)[0].textContent);
		button.textContent = done;
	}, button);
});
}
