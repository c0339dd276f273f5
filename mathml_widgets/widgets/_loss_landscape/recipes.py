"""Plain NumPy that gives the losses: what leaves with the reader."""

GRID = """
row, column = np.unravel_index(np.nanargmin(grid), np.shape(grid))
grid_minimum = np.array([x[column], y[row], grid[row][column]])
value_range = np.array([np.nanmin(grid), np.nanmax(grid)])
losses = grid
"""

NETWORK = """
bend = {
    "identity": lambda z: z, "tanh": np.tanh, "relu": lambda z: np.maximum(z, 0),
    "leaky_relu": lambda z: np.where(z > 0, z, 0.01 * z), "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "softplus": lambda z: np.logaddexp(0, z),
}[activation]

def outputs(theta):
    a, start = data, 0
    for k, (n_in, n_out) in enumerate(zip(network_sizes, network_sizes[1:])):
        weights = theta[start : start + n_in * n_out].reshape(n_out, n_in)
        start += n_in * n_out
        a = a @ weights.T
        if with_biases:
            a, start = a + theta[start : start + n_out], start + n_out
        if k < len(network_sizes) - 2:
            a = bend(a)
    return a

def loss(theta):
    o = outputs(theta)
    if CRITERION == "squared":
        return ((o - targets.reshape(o.shape)) ** 2).sum(axis=1).mean()
    if CRITERION == "binary_cross_entropy":
        return (np.logaddexp(0, o) - o * targets.reshape(o.shape)).sum(axis=1).mean()
    return (np.logaddexp.reduce(o, axis=1) - o[np.arange(len(o)), targets.astype(int)]).mean()

"""

SLICE = """
first, second = plane_directions
x, y = (m + r * np.linspace(-1, 1, resolution) for m, r in zip(middle, extent))
losses = np.array([[loss(origin + i * first + j * second) for i in x] for j in y])
probe_loss = loss(origin + probe[0] * first + probe[1] * second)
row, column = np.unravel_index(np.nanargmin(losses), losses.shape)
grid_minimum = np.array([x[column], y[row], losses[row, column]])
"""
