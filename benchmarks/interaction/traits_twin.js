// Draws at once from its own matrix and shows the numbers that Python sends.
const SIZE = 560;
const SPAN = 8;
const pixel = ([x, y]) => [SIZE / 2 + (x * SIZE) / SPAN, SIZE / 2 - (y * SIZE) / SPAN];
const path = (points) => `M${points.map((point) => pixel(point).map((z) => z.toFixed(1))).join("L")}`;
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

function render({ model, el }) {
  el.innerHTML = `<div style="display: flex"><svg width="${SIZE}" height="${SIZE}" fill="none" stroke="gray">
      <path class="grid" stroke-opacity="0.4"></path><path class="square"></path><path class="ellipse"></path>
      <path class="arrows" stroke="blue" stroke-width="2"></path>
      <circle class="twin-ring" r="8" fill="white" stroke="blue" style="touch-action: none"></circle>
    </svg><pre></pre></div>`;
  const part = (name) => el.querySelector(name);
  const ring = part(".twin-ring");

  const draw = () => {
    const [[a, b], [c, d]] = model.get("matrix");
    const image = ([x, y]) => [a * x + b * y, c * x + d * y];
    const line = (...points) => path(points.map(image));
    const grid = range(-8, 8).map((k) => line([k, -8], [k, 8]) + line([-8, k], [8, k]));
    part(".grid").setAttribute("d", grid.join(""));
    part(".square").setAttribute("d", line([0, 0], [1, 0], [1, 1], [0, 1], [0, 0]));
    const turn = range(0, 120).map((k) => (k * Math.PI) / 60);
    part(".ellipse").setAttribute("d", line(...turn.map((t) => [Math.cos(t), Math.sin(t)])));
    part(".arrows").setAttribute("d", line([1, 0], [0, 0], [0, 1]));
    const [x, y] = pixel([a, c]);
    ring.setAttribute("cx", x);
    ring.setAttribute("cy", y);
  };
  const tell = () => {
    const { determinant, trace, singular_values, eigenvalues } = model.get("derived");
    part("pre").textContent = JSON.stringify({ determinant, trace, singular_values, eigenvalues }, null, 1);
  };
  let held = false;
  ring.addEventListener("pointerdown", (event) => {
    ring.setPointerCapture(event.pointerId);
    held = true;
  });
  ring.addEventListener("pointerup", () => {
    held = false;
  });
  ring.addEventListener("pointermove", (event) => {
    if (!held) return;
    const box = part("svg").getBoundingClientRect();
    const x = ((event.clientX - box.left - SIZE / 2) * SPAN) / SIZE;
    const y = ((box.top + SIZE / 2 - event.clientY) * SPAN) / SIZE;
    const [[, b], [, d]] = model.get("matrix");
    model.set({ matrix: [[x, b], [y, d]], serial: model.get("serial") + 1 });
    model.save_changes();
    draw();
  });
  model.on("change:derived", tell);
  draw();
  tell();
}

export default { render };
