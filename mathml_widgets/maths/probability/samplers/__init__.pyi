from .alias_tables import AliasDraws, AliasTable, Transfer, alias_table, sample_by_alias
from .box_muller import BoxMullerDraws, box_muller, sample_by_box_muller
from .effective_sizes import autocorrelation, effective_sample_size, split_r_hat
from .gibbs import GibbsChains, gibbs, normal_conditionals, table_conditionals
from .hamiltonian import HamiltonianChains, Trajectory, hamiltonian, leapfrog
from .importance import ImportanceDraws, sample_by_importance
from .inverse_cdf import InverseCdfDraws, sample_by_inverse_cdf
from .metropolis import Chains, Move, metropolis_hastings, metropolis_steps
from .rejection import Dart, RejectionDraws, rejection_steps, sample_by_rejection

__all__ = [
    "AliasDraws",
    "AliasTable",
    "BoxMullerDraws",
    "Chains",
    "Dart",
    "GibbsChains",
    "HamiltonianChains",
    "ImportanceDraws",
    "InverseCdfDraws",
    "Move",
    "RejectionDraws",
    "Trajectory",
    "Transfer",
    "alias_table",
    "autocorrelation",
    "box_muller",
    "effective_sample_size",
    "gibbs",
    "hamiltonian",
    "leapfrog",
    "metropolis_hastings",
    "metropolis_steps",
    "normal_conditionals",
    "rejection_steps",
    "sample_by_alias",
    "sample_by_box_muller",
    "sample_by_importance",
    "sample_by_inverse_cdf",
    "sample_by_rejection",
    "split_r_hat",
    "table_conditionals",
]
