import pickle
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from mathml_widgets.maths.geometry import MLP, FlatModule, loss_surface, plane, random_directions

torch = pytest.importorskip("torch", reason="PyTorch is what is adapted and is not installed")


class Net(torch.nn.Module):
    def __init__(self, dtype=torch.float64):
        super().__init__()
        torch.manual_seed(0)
        self.first = torch.nn.Linear(2, 4, dtype=dtype)
        self.norm = torch.nn.BatchNorm1d(4, dtype=dtype)
        self.last = torch.nn.Linear(4, 1, dtype=dtype)

    def forward(self, x):
        return self.last(torch.tanh(self.norm(self.first(x))))


def problem(dtype=torch.float64):
    torch.manual_seed(1)
    return torch.randn(8, 2, dtype=dtype), torch.randn(8, 1, dtype=dtype)


def mean_loss(x, y):
    return lambda module: torch.nn.functional.mse_loss(module(x), y)


def state(module):
    return {name: tensor.detach().numpy().tobytes() for name, tensor in module.state_dict().items()}


def test_the_loss_and_the_gradient_are_those_of_the_module():
    module, (x, y) = Net(), problem()
    loss = mean_loss(x, y)
    flat = FlatModule(module, loss)
    value = loss(module)
    value.backward()
    assert flat(flat.parameters) == value.item()
    exact = torch.nn.utils.parameters_to_vector([p.grad for p in module.parameters()]).numpy()
    assert flat.gradient(flat.parameters) == pytest.approx(exact, rel=1e-13)
    vector = torch.nn.utils.parameters_to_vector(module.parameters()).detach().numpy()
    assert (flat.parameters == vector).all()


def test_the_groups_are_its_tensors():
    flat = FlatModule(Net(), mean_loss(*problem()))
    assert [(g.name, g.shape, g.is_bias) for g in flat.groups][:3] == [
        ("first.weight", (4, 2), False),
        ("first.bias", (4,), True),
        ("norm.weight", (4,), True),
    ]
    directions = random_directions(flat.parameters, groups=flat.groups, generator=np.random.default_rng(0))
    assert all((directions[:, g.where] == 0).all() for g in flat.groups if g.is_bias)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.bfloat16])
def test_the_module_is_the_same_to_the_last_bit_afterwards(dtype):
    module, (x, y) = Net(dtype), problem(dtype)
    before, gradients = state_bits(module), [p.grad for p in module.parameters()]
    flat = FlatModule(module, mean_loss(x, y))
    directions = random_directions(flat.parameters, groups=flat.groups, generator=np.random.default_rng(0))
    surface = loss_surface(flat, plane(flat.parameters, directions), resolution=5)
    flat.gradient(flat.parameters)
    assert np.isfinite(surface.losses).all()
    assert state_bits(module) == before and [p.grad for p in module.parameters()] == gradients
    assert all(p.requires_grad for p in module.parameters())


def state_bits(module):
    return {
        name: t.detach().contiguous().view(-1).view(torch.uint8).tolist() for name, t in module.state_dict().items()
    }


def test_the_module_is_the_same_after_an_error_and_a_stop():
    module, (x, y) = Net(), problem()
    before = state(module)
    calls = []

    def loss(m):
        calls.append(1)
        if len(calls) > 3:
            raise RuntimeError("enough")
        return torch.nn.functional.mse_loss(m(x), y)

    flat = FlatModule(module, loss)
    directions = random_directions(flat.parameters, groups=flat.groups, generator=np.random.default_rng(0))
    with pytest.raises(RuntimeError, match="enough"):
        loss_surface(flat, plane(flat.parameters, directions), resolution=5)
    assert state(module) == before


def test_a_module_may_go_on_training_meanwhile():
    module, (x, y) = Net(), problem()
    flat = FlatModule(module, mean_loss(x, y))
    value = flat(flat.parameters)
    with torch.no_grad():
        for p in module.parameters():
            p.add_(1.0)
    assert flat(flat.parameters) == value


def test_the_surface_of_a_module_is_that_of_the_same_network():
    torch.manual_seed(0)
    module = torch.nn.Sequential(torch.nn.Linear(2, 5), torch.nn.Tanh(), torch.nn.Linear(5, 1)).double()
    x, y = problem()
    flat = FlatModule(module, mean_loss(x, y))
    directions = random_directions(flat.parameters, groups=flat.groups, generator=np.random.default_rng(0))
    over = plane(flat.parameters, directions)
    network = MLP((2, 5, 1))
    surface = loss_surface(flat, over, resolution=9)
    exact = network.mean_loss(over.points(np.stack(np.meshgrid(surface.x, surface.y), -1)), x.numpy(), y.numpy())
    assert surface.losses == pytest.approx(exact, rel=1e-12)


def test_derivatives_are_those_of_all_that_is_moved_also_of_what_is_frozen():
    module, (x, y) = Net(), problem()
    free = FlatModule(module, mean_loss(x, y))
    module.first.weight.requires_grad_(False)
    flat = FlatModule(module, mean_loss(x, y))
    np.testing.assert_array_equal(flat.gradient(flat.parameters), free.gradient(flat.parameters))
    direction = np.random.default_rng(0).standard_normal(len(flat.parameters))
    np.testing.assert_array_equal(
        flat.curvature(flat.parameters, direction), free.curvature(flat.parameters, direction)
    )
    assert [p.requires_grad for p in flat.module_at(flat.parameters).parameters()][:2] == [False, True]


class Keeping(Net):
    """Keeps what it computed, in an attribute and in a list."""

    def forward(self, x):
        self.seen = [self.first(x)]
        self.last_output = super().forward(x)
        return self.last_output


def test_a_module_that_keeps_its_activations_is_copied():
    module, (x, y) = Keeping(), problem()
    loss = mean_loss(x, y)
    expected = loss(module).item()
    kept = module.last_output
    flat = FlatModule(module, loss)
    assert flat(flat.parameters) == expected
    assert np.isfinite(flat.curvature(flat.parameters, flat.gradient(flat.parameters))).all()
    assert module.last_output is kept and kept.requires_grad


def test_what_cannot_be_copied_is_refused_by_name():
    module = Net()
    module.lock = threading.Lock()
    with pytest.raises(ValueError, match=r"model must be one that copy.deepcopy can copy, .* and Net raised TypeError"):
        FlatModule(module, mean_loss(*problem()))


def test_gradients_of_the_reader_are_left_alone():
    module, (x, y) = Net(), problem()
    x.requires_grad_(True)
    scale = torch.nn.Parameter(torch.ones(1, dtype=torch.float64))

    def loss(m):
        return scale[0] * torch.nn.functional.mse_loss(m(x), y)

    loss(module).backward()
    tensors = [x, scale, *module.parameters()]
    before = [t.grad.numpy().tobytes() for t in tensors]
    flat = FlatModule(module, loss)
    flat.curvature(flat.parameters, flat.gradient(flat.parameters))
    assert [t.grad.numpy().tobytes() for t in tensors] == before


def test_a_loss_of_another_module_is_refused_and_leaves_that_alone():
    module, (x, y) = Net(), problem()
    flat = FlatModule(Net(), lambda _: torch.nn.functional.mse_loss(module(x), y))
    with pytest.raises(ValueError, match="loss must be computed from the module that it is given"):
        flat.gradient(flat.parameters)
    assert all(p.grad is None for p in module.parameters())


def test_a_loss_that_is_a_plain_number_has_no_gradient():
    x, y = problem()
    assert FlatModule(Net(), mean_loss(x, y)).has_gradient
    assert not FlatModule(Net(), lambda m: mean_loss(x, y)(m).item()).has_gradient
    with torch.no_grad():
        assert FlatModule(Net(), mean_loss(x, y)).has_gradient


def test_a_loss_of_each_sample_is_no_number():
    x, y = problem()
    flat = FlatModule(Net(), lambda m: torch.nn.functional.mse_loss(m(x), y, reduction="none"))
    with pytest.raises(ValueError, match="loss must return one real number, got"):
        flat.gradient(flat.parameters)


def test_a_module_at_other_parameters_is_a_new_one():
    module = Net()
    flat = FlatModule(module, mean_loss(*problem()))
    other = flat.module_at(np.arange(len(flat.parameters), dtype=float))
    assert torch.nn.utils.parameters_to_vector(other.parameters()).tolist() == list(range(len(flat.parameters)))
    assert other is not module and other(problem()[0]).requires_grad


def test_tensors_that_are_not_contiguous_are_written_in_their_order():
    module = torch.nn.Linear(2, 3).double()
    module.weight = torch.nn.Parameter(torch.arange(6.0, dtype=torch.float64).reshape(2, 3).T)
    flat = FlatModule(module, lambda m: m.weight[0, 1])
    assert flat(np.arange(9.0)) == 1.0 and flat.parameters[:6].tolist() == [0.0, 3.0, 1.0, 4.0, 2.0, 5.0]


def test_a_loss_that_moves_the_tensors_still_sees_the_parameters():
    x, y = problem()

    def loss(m):
        for p in m.parameters():
            p.data = p.data.clone()
        return torch.nn.functional.mse_loss(m(x), y)

    module = Net()
    flat, still = FlatModule(module, loss), FlatModule(module, mean_loss(x, y))
    for k in range(3):
        assert flat(flat.parameters + k) == still(flat.parameters + k)


def test_tensors_of_two_types_are_each_rounded_to_their_own():
    module = torch.nn.Sequential(torch.nn.Linear(1, 1).double(), torch.nn.Linear(1, 1).float())
    flat = FlatModule(module, lambda m: m[0].weight.double().sum() + m[1].weight.double().sum())
    assert flat(np.array([0.1, 0.0, 0.1, 0.0])) == 0.1 + float(np.float32(0.1))


def test_what_is_no_module_is_refused():
    with pytest.raises(TypeError, match=r"module must have named_parameters\(\), got int"):
        FlatModule(3, lambda m: 0.0)
    with pytest.raises(TypeError, match="loss must be callable, got float"):
        FlatModule(Net(), 0.5)
    with pytest.raises(ValueError, match="module must have parameters, got one with none"):
        FlatModule(torch.nn.Tanh(), lambda m: 0.0)
    flat = FlatModule(Net(), mean_loss(*problem()))
    with pytest.raises(ValueError, match=r"parameters must have shape \(25,\), got shape \(3,\)"):
        flat(np.zeros(3))
    with pytest.raises(ValueError, match="loss must return one real number, got"):
        FlatModule(Net(), lambda m: m.first.weight)(flat.parameters)


def half_mean_square(module):
    x, y = problem()
    return ((module(x) - y) ** 2).mean() / 2


def test_the_curvature_is_that_of_the_whole_hessian():
    flat = FlatModule(Net(), mean_loss(*problem()))
    whole = torch.autograd.functional.hessian(
        lambda vector: torch.nn.functional.mse_loss(
            torch.func.functional_call(flat.module_at(flat.parameters), named(flat, vector), (problem()[0],)),
            problem()[1],
        ),
        torch.tensor(flat.parameters),
    ).numpy()
    for direction in np.random.default_rng(0).standard_normal((3, len(flat.parameters))):
        assert flat.curvature(flat.parameters, direction) == pytest.approx(whole @ direction, rel=1e-10, abs=1e-12)


def named(flat, vector):
    return {group.name: vector[group.where].reshape(group.shape) for group in flat.groups}


def test_a_loss_that_is_linear_in_the_parameters_has_no_curvature():
    flat = FlatModule(
        torch.nn.Linear(2, 1, dtype=torch.float64), lambda module: module(torch.ones(1, 2).double()).sum()
    )
    assert (flat.curvature(flat.parameters, [1.0, 2.0, 3.0]) == 0.0).all()
    assert flat.gradient(flat.parameters).tolist() == [1.0, 1.0, 1.0]


def test_a_module_answers_any_question_at_any_parameters():
    module, (x, _) = Net(), problem()
    module.eval()
    flat = FlatModule(module, half_mean_square)
    assert torch.equal(flat.asked(flat.parameters, lambda copy: copy(x)), module(x).detach())
    assert not torch.equal(flat.asked(flat.parameters + 1.0, lambda copy: copy(x)), module(x).detach())


def test_a_module_sent_to_another_process_gives_the_same_losses():
    flat = FlatModule(Net().eval(), half_mean_square)
    before = flat(flat.parameters)
    again = pickle.loads(pickle.dumps(flat))
    assert again(flat.parameters) == before
    assert again(flat.parameters + 0.5) == flat(flat.parameters + 0.5)
    assert (again.curvature(flat.parameters, flat.parameters) == flat.curvature(flat.parameters, flat.parameters)).all()


def test_threads_that_ask_at_once_get_their_own_answers():
    flat = FlatModule(Net().eval(), half_mean_square)
    vectors = [flat.parameters + shift for shift in np.linspace(0.0, 1.0, 4)]
    alone = [flat(vector) for vector in vectors]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            asked = [pool.submit(flat, vectors[k % 4]) for k in range(400)]
            found = [future.result() for future in asked]
    finally:
        sys.setswitchinterval(interval)
    assert found == alone * 100
