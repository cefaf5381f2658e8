// 曜日の表 - whoever types a time means that day; whoever takes a day back takes its times too. Nothing needs it.
addEventListener("input", (event) => {
  const day = event.target.closest("[data-week] .day");
  if (!day) return;
  const tick = day.querySelector("[type=checkbox]");
  if (event.target !== tick) tick.checked = tick.checked || event.target.value !== "";
  else if (!tick.checked) for (const one of day.querySelectorAll("[type=text], select")) one.value = "";
});
