// A told story, where the dataset has one: named steps, each with a text and what to look at.

function startStory() {
  if (!page.story.length) return;
  byId("story").hidden = false;
  drawStory();
}

function goToStep(number) {
  const step = page.story[number];
  if (!step) return;
  const time = step.day !== undefined ? { mode: "day", day: step.day }
    : step.from !== undefined || step.to !== undefined ? { mode: "span", from: step.from ?? -Infinity, to: step.to ?? Infinity }
    : {};
  const actor = actorNumbers.get(step.selection);
  const relation = relationNumbers.get(step.selection);
  change({ ...time, step: number, selection: actor !== undefined ? { actor } : relation !== undefined ? { relation } : null });
  const focus = (step.focus || []).map((id) => actorNumbers.get(id)).filter((found) => found !== undefined);
  if (focus.length) fit(focus);
}

function drawStory() {
  const number = view.step;
  const step = number === null ? null : page.story[number];
  const go = (to, text, label) => make("button", { type: "button", "aria-label": label, disabled: !page.story[to], onclick: () => goToStep(to) }, text);
  byId("story").replaceChildren(
    make("p", { class: "kicker" }, step ? `${number + 1} of ${page.story.length}` : `The story in ${plural(page.story.length, "step")}`),
    step ? make("h2", {}, step.title) : "",
    step && step.text ? make("p", {}, step.text) : "",
    make("div", { class: "steps" },
      step ? go(number - 1, "‹", "Previous step of the story") : "",
      go(step ? number + 1 : 0, step ? "›" : "Begin", step ? "Next step of the story" : "Begin the story"),
      step ? make("button", { type: "button", onclick: () => change({ step: null, selection: null }) }, "Leave") : ""),
  );
}
