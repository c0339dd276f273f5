"""Information: surprise, measured.

One outcome surprises by the logarithm of one over its probability. From that come the entropy of a source
(`entropy`, `entropy_estimates`), what a wrong belief costs (`kl_divergence`, `divergences`), what one variable tells
about another (`mutual_information`, `ksg_mutual_information`, `channel_capacity`), codes that reach these bounds
(`huffman_code`, `arithmetic_encode`), and the beliefs that assume least (`maximum_entropy`).
The unit is in the base: bits by default, nats for e, hartleys for 10.
"""

from .arguments import unit
from .arithmetic_coding import ArithmeticCode, Interval, arithmetic_decode, arithmetic_encode
from .bars import with_probability
from .channels import (
    ChannelCapacity,
    binary_erasure_channel,
    binary_symmetric_channel,
    chain_information,
    channel_capacity,
    channel_joint,
    z_channel,
)
from .code_trees import Judgement, judge_code, kraft_sum, prefix_code, shannon_lengths, tree_code
from .columns import (
    JointCounts,
    PermutationNull,
    joint_counts,
    mutual_information_bias,
    permutation_null,
    shuffled_tables,
)
from .differential_entropies import differential_entropy, normal_entropy
from .distances import (
    Divergences,
    chi_squared_divergence,
    divergences,
    hellinger_distance,
    total_variation,
    wasserstein_distance,
)
from .estimators import (
    EntropyEstimates,
    EstimateIntervals,
    entropy_estimates,
    estimate_intervals,
    jackknife_entropy,
    laplace_entropy,
    miller_madow_entropy,
    plug_in_entropy,
)
from .exact_shares import block_probabilities, exact_probabilities
from .fisher import FisherQuadratic, fisher_information, fisher_quadratic
from .gaussian_fits import (
    GaussianFit,
    Landscapes,
    LocalMinima,
    fit_gaussian,
    gaussian_cells,
    kl_landscapes,
    local_minima,
)
from .grids import cell_probabilities, cell_widths, grid_entropy
from .huffman import BlockCode, Code, Merge, block_code, decode, encode, huffman_code
from .joint_tables import (
    JointMeasures,
    co_information,
    conditional_entropy,
    entropies,
    information_diagram,
    joint_entropy,
    joint_measures,
    marginals,
    mutual_information,
    total_correlation,
    variation_of_information,
)
from .moment_constraints import (
    Feasibility,
    InfeasibleTargetsError,
    MaximumEntropy,
    NewtonStep,
    Tilted,
    feasibility,
    maximum_entropy,
    tilted,
)
from .nearest_neighbors import ksg_mutual_information, nearest_neighbor_entropy
from .orders import renyi_entropy, tsallis_entropy
from .relative_entropy import (
    cross_entropy,
    infinite_outcomes,
    js_contributions,
    js_divergence,
    kl_contributions,
    kl_divergence,
    smoothed,
)
from .surprise import contributions, efficiency, entropy, maximum_of_entropy, normalized, perplexity, surprisals
from .symbols import SymbolCounts, symbol_counts

__all__ = [
    "ArithmeticCode",
    "BlockCode",
    "ChannelCapacity",
    "Code",
    "Divergences",
    "EntropyEstimates",
    "EstimateIntervals",
    "Feasibility",
    "FisherQuadratic",
    "GaussianFit",
    "InfeasibleTargetsError",
    "Interval",
    "JointCounts",
    "JointMeasures",
    "Judgement",
    "Landscapes",
    "LocalMinima",
    "MaximumEntropy",
    "Merge",
    "NewtonStep",
    "PermutationNull",
    "SymbolCounts",
    "Tilted",
    "arithmetic_decode",
    "arithmetic_encode",
    "binary_erasure_channel",
    "binary_symmetric_channel",
    "block_code",
    "block_probabilities",
    "cell_probabilities",
    "cell_widths",
    "chain_information",
    "channel_capacity",
    "channel_joint",
    "chi_squared_divergence",
    "co_information",
    "conditional_entropy",
    "contributions",
    "cross_entropy",
    "decode",
    "differential_entropy",
    "divergences",
    "efficiency",
    "encode",
    "entropies",
    "entropy",
    "entropy_estimates",
    "estimate_intervals",
    "exact_probabilities",
    "feasibility",
    "fisher_information",
    "fisher_quadratic",
    "fit_gaussian",
    "gaussian_cells",
    "grid_entropy",
    "hellinger_distance",
    "huffman_code",
    "infinite_outcomes",
    "information_diagram",
    "jackknife_entropy",
    "joint_counts",
    "joint_entropy",
    "joint_measures",
    "js_contributions",
    "js_divergence",
    "judge_code",
    "kl_contributions",
    "kl_divergence",
    "kl_landscapes",
    "kraft_sum",
    "ksg_mutual_information",
    "laplace_entropy",
    "local_minima",
    "marginals",
    "maximum_entropy",
    "maximum_of_entropy",
    "miller_madow_entropy",
    "mutual_information",
    "mutual_information_bias",
    "nearest_neighbor_entropy",
    "normal_entropy",
    "normalized",
    "permutation_null",
    "perplexity",
    "plug_in_entropy",
    "prefix_code",
    "renyi_entropy",
    "shannon_lengths",
    "shuffled_tables",
    "smoothed",
    "surprisals",
    "symbol_counts",
    "tilted",
    "total_correlation",
    "total_variation",
    "tree_code",
    "tsallis_entropy",
    "unit",
    "variation_of_information",
    "wasserstein_distance",
    "with_probability",
    "z_channel",
]
