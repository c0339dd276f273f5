// Draws nothing and computes nothing: what a hand moves comes back, with three messages on the way at the most.
function render({ model, el }) {
  el.innerHTML = '<div class="echo" style="height: 560px; touch-action: none; user-select: none"></div>';
  const ground = el.firstChild;
  let [sent, answered, held, waits] = [0, 0, false, false];
  const send = () => {
    waits = sent - answered >= 3;
    if (!waits) model.send({ echo: ++sent });
  };
  ground.addEventListener("pointerdown", (event) => {
    ground.setPointerCapture(event.pointerId);
    held = true;
  });
  ground.addEventListener("pointerup", () => {
    held = false;
  });
  ground.addEventListener("pointermove", () => {
    if (held) send();
  });
  model.on("msg:custom", ({ echo }) => {
    answered = echo;
    if (waits) send();
  });
}

export default { render };
