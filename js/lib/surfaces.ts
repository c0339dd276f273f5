/**
 * Surfaces drawn by the graphics card, all of a page by one WebGL context: browsers keep about sixteen and drop the
 * oldest. Each view has a plain canvas of its own, onto which its picture is copied.
 */
import type { Camera } from "./camera";
import { PIECE } from "./lines3d";
import { shared } from "./link";
import { CORNER, type Mesh } from "./mesh";
import { VIRIDIS } from "./viridis";

const SURFACE = {
  vertex: `#version 300 es
uniform mat4 view;
in vec3 place;
in vec3 out_of;
out float share;
out vec3 normal;
void main() {
  share = place.z;
  normal = out_of;
  gl_Position = view * vec4(place, 1.0);
}`,
  fragment: `#version 300 es
precision highp float;
uniform sampler2D shades;
uniform vec3 light;
in float share;
in vec3 normal;
out vec4 colour;
void main() {
  vec3 facing = normalize(normal);
  vec3 shade = texture(shades, vec2((share * 255.0 + 0.5) / 256.0, 0.5)).rgb;
  float lit = 0.62 + 0.42 * max(dot(facing, light), 0.0);
  colour = vec4(min(shade * lit, 1.0), 1.0);
}`,
};

const LINES = {
  vertex: `#version 300 es
uniform mat4 view;
uniform vec2 size;
uniform float nearer;
in vec3 one;
in vec3 other;
in vec4 paint;
in float width;
out vec4 ink;
out float side;
out float breadth;
void main() {
  vec4 from = view * vec4(one, 1.0);
  vec4 to = view * vec4(other, 1.0);
  vec2 along = (to.xy - from.xy) * size;
  float far = length(along);
  along = far > 0.0 ? along / far : vec2(1.0, 0.0);
  float end = float(gl_VertexID & 1);
  float edge = float(gl_VertexID >> 1) * 2.0 - 1.0;
  vec4 at = mix(from, to, end);
  breadth = width / 2.0 + 0.75;
  vec2 reach = vec2(-along.y, along.x) * edge * breadth;
  side = edge * breadth;
  gl_Position = at + vec4(2.0 * reach / size, -nearer, 0.0);
  ink = paint;
}`,
  fragment: `#version 300 es
precision highp float;
uniform float strength;
in vec4 ink;
in float side;
in float breadth;
out vec4 colour;
void main() {
  float cover = clamp(breadth - abs(side), 0.0, 1.0);
  colour = vec4(ink.rgb, ink.a * strength * cover);
}`,
};

/** How much nearer than they are lines count as, so that those on a surface are not half in it. */
const NEARER = 0.004;
/** How much of a line shows through the surface that hides it. */
const HIDDEN = 0.16;

/** What the card holds; all of it is gone with a lost context. */
interface Holdings {
  readonly surface: WebGLProgram;
  readonly lines: WebGLProgram;
  readonly pieces: WebGLBuffer;
  readonly piecesOf: WebGLVertexArrayObject;
  readonly meshes: WeakMap<Mesh, WebGLVertexArrayObject>;
}

export interface Drawing {
  readonly mesh: Mesh;
  /** Lines round the surface, which hides them, and lines on it, which show through it faintly: pieces of `Lines3d`. */
  readonly frame: Float32Array;
  readonly lines: Float32Array;
  readonly camera: Camera;
}

export class Surfaces {
  readonly #canvas: HTMLCanvasElement;
  readonly #gl: WebGL2RenderingContext;
  readonly #waiting = new Set<() => void>();
  #holdings: Holdings | null = null;

  /** The page's one, or null in a browser that has no WebGL2. */
  static ofPage(): Surfaces | null {
    return shared("surfaces", () => {
      const canvas = document.createElement("canvas");
      const gl = canvas.getContext("webgl2", { antialias: true });
      return gl ? new Surfaces(canvas, gl) : null;
    });
  }

  private constructor(canvas: HTMLCanvasElement, gl: WebGL2RenderingContext) {
    this.#canvas = canvas;
    this.#gl = gl;
    canvas.addEventListener("webglcontextlost", (event) => {
      event.preventDefault();
      this.#holdings = null;
    });
    canvas.addEventListener("webglcontextrestored", () => {
      for (const draw of this.#waiting) draw();
    });
  }

  /** The context, for a test to lose. */
  get context(): WebGL2RenderingContext {
    return this.#gl;
  }

  /** Hear when pictures can be drawn again after the card has forgotten everything. */
  onRestored(draw: () => void, signal: AbortSignal): void {
    this.#waiting.add(draw);
    signal.addEventListener("abort", () => this.#waiting.delete(draw), { once: true });
  }

  /** Draw onto a view's own canvas, as large as that is; false, and nothing, while the context is lost. */
  draw(target: HTMLCanvasElement, { mesh, frame, lines, camera }: Drawing): boolean {
    const gl = this.#gl;
    const onto = target.getContext("2d");
    if (gl.isContextLost() || !onto) return false;
    const { width, height } = target;
    this.#holdings ??= this.#make();
    this.#grow(width, height);
    gl.viewport(0, 0, width, height);
    gl.enable(gl.SCISSOR_TEST);
    gl.scissor(0, 0, width, height);
    // What may not be written is not cleared either.
    gl.depthMask(true);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.enable(gl.DEPTH_TEST);
    this.#drawSurface(this.#holdings, mesh, camera);
    this.#drawLines(this.#holdings, frame, camera, 0);
    this.#drawLines(this.#holdings, lines, camera, HIDDEN);
    if (gl.isContextLost()) return false;
    onto.clearRect(0, 0, width, height);
    onto.drawImage(
      this.#canvas,
      0,
      this.#canvas.height - height,
      width,
      height,
      0,
      0,
      width,
      height,
    );
    return true;
  }

  #drawSurface(holdings: Holdings, mesh: Mesh, camera: Camera): void {
    const gl = this.#gl;
    const { surface } = holdings;
    gl.useProgram(surface);
    gl.disable(gl.BLEND);
    gl.depthFunc(gl.LESS);
    gl.uniformMatrix4fv(gl.getUniformLocation(surface, "view"), false, camera.matrix);
    gl.uniform3fv(gl.getUniformLocation(surface, "light"), camera.light);
    gl.bindVertexArray(this.#meshOf(holdings, mesh));
    gl.drawElements(gl.TRIANGLES, mesh.triangles.length, gl.UNSIGNED_INT, 0);
  }

  /** Lines in front of the surface, and faintly those behind it. */
  #drawLines(holdings: Holdings, pieces: Float32Array, camera: Camera, hidden: number): void {
    const gl = this.#gl;
    const { lines } = holdings;
    gl.useProgram(lines);
    gl.bindVertexArray(holdings.piecesOf);
    gl.bindBuffer(gl.ARRAY_BUFFER, holdings.pieces);
    gl.bufferData(gl.ARRAY_BUFFER, pieces, gl.DYNAMIC_DRAW);
    gl.enable(gl.BLEND);
    gl.blendFuncSeparate(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA, gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.depthMask(false);
    gl.uniformMatrix4fv(gl.getUniformLocation(lines, "view"), false, camera.matrix);
    gl.uniform2f(gl.getUniformLocation(lines, "size"), camera.width, camera.height);
    gl.uniform1f(gl.getUniformLocation(lines, "nearer"), NEARER);
    for (const [order, strength] of [
      [gl.GREATER, hidden],
      [gl.LEQUAL, 1],
    ] as const) {
      gl.depthFunc(order);
      gl.uniform1f(gl.getUniformLocation(lines, "strength"), strength);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, pieces.length / PIECE);
    }
  }

  /** The canvas only grows: to make it smaller and larger again for every view would cost more than the drawing. */
  #grow(width: number, height: number): void {
    const canvas = this.#canvas;
    if (canvas.width < width) canvas.width = width;
    if (canvas.height < height) canvas.height = height;
  }

  #make(): Holdings {
    const gl = this.#gl;
    const surface = this.#program(SURFACE);
    const lines = this.#program(LINES);
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    const bytes = new Uint8Array(VIRIDIS);
    gl.texImage2D(
      gl.TEXTURE_2D,
      0,
      gl.RGB8,
      bytes.length / 3,
      1,
      0,
      gl.RGB,
      gl.UNSIGNED_BYTE,
      bytes,
    );
    for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T])
      gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
    for (const size of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
      gl.texParameteri(gl.TEXTURE_2D, size, gl.LINEAR);
    const pieces = gl.createBuffer();
    const piecesOf = gl.createVertexArray();
    gl.bindVertexArray(piecesOf);
    gl.bindBuffer(gl.ARRAY_BUFFER, pieces);
    this.#read(lines, PIECE, [
      ["one", 3],
      ["other", 3],
      ["paint", 4],
      ["width", 1],
    ]);
    for (const name of ["one", "other", "paint", "width"])
      gl.vertexAttribDivisor(gl.getAttribLocation(lines, name), 1);
    return { surface, lines, pieces, piecesOf, meshes: new WeakMap() };
  }

  #meshOf({ surface, meshes }: Holdings, mesh: Mesh): WebGLVertexArrayObject {
    const gl = this.#gl;
    const known = meshes.get(mesh);
    if (known) return known;
    const made = gl.createVertexArray();
    gl.bindVertexArray(made);
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, mesh.corners, gl.STATIC_DRAW);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, mesh.triangles, gl.STATIC_DRAW);
    this.#read(surface, CORNER, [
      ["place", 3],
      ["out_of", 3],
    ]);
    meshes.set(mesh, made);
    return made;
  }

  /** Say how the numbers of the bound buffer are read, `length` at a time. */
  #read(
    program: WebGLProgram,
    length: number,
    parts: readonly (readonly [string, number])[],
  ): void {
    const gl = this.#gl;
    let from = 0;
    for (const [name, size] of parts) {
      const place = gl.getAttribLocation(program, name);
      gl.enableVertexAttribArray(place);
      gl.vertexAttribPointer(place, size, gl.FLOAT, false, 4 * length, 4 * from);
      from += size;
    }
  }

  #program({ vertex, fragment }: { vertex: string; fragment: string }): WebGLProgram {
    const gl = this.#gl;
    const program = gl.createProgram();
    for (const [kind, text] of [
      [gl.VERTEX_SHADER, vertex],
      [gl.FRAGMENT_SHADER, fragment],
    ] as const) {
      const shader = gl.createShader(kind);
      if (!shader) break;
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost())
      throw new Error(`the surface cannot be drawn here: ${gl.getProgramInfoLog(program)}`);
    return program;
  }
}
