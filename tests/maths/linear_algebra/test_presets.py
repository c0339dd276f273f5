import pytest

from mathml_widgets.maths import linear_algebra as la

KINDS = {
    "identity": "identity",
    "shear": "shear",
    "symmetric": "symmetric",
    "rotation": "rotation",
    "spiral": "rotation",
    "half turn": "rotation",
    "reflection": "reflection",
    "scaling": "scaling",
    "projection": "projection",
    "rank 1": "singular",
    "nilpotent": "nilpotent",
    "near-singular": "nearly singular",
    "small": "uniform scaling",
    "stochastic": "stochastic",
}


@pytest.mark.parametrize("name", KINDS)
def test_a_preset_is_what_its_name_says(name):
    assert KINDS[name] in la.classify(la.PRESETS[name].matrix)


@pytest.mark.parametrize("name", la.PRESETS)
def test_a_preset_has_one_sentence(name):
    sentence = la.PRESETS[name].sentence
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert sentence.count(". ") == 0


def test_the_numbers_in_the_sentences_are_right():
    def preset(name):
        return la.PRESETS[name].matrix

    assert la.pair_text(*la.exact_eigenvalues(preset("symmetric"))) == "(5 ± √5)/2"
    assert la.eigen(preset("oblique eigenvectors")).values.tolist() == [5.0, -3.0]
    assert str(la.exact_eigenvalues(preset("fibonacci"))[0]) == "(1 + √5)/2"
    assert la.polar_form(la.eigen(preset("spiral")).values[0]).modulus == pytest.approx(0.94, abs=0.005)
    assert la.determinant(preset("reflection")) == -1.0
    assert la.determinant(preset("scaling")) == 1.0
    assert la.condition_number(preset("near-singular")) == pytest.approx(40002, abs=0.5)
    assert la.inverse(preset("near-singular")).value.max() == pytest.approx(10001, rel=1e-6, abs=0)
    assert la.determinant(preset("small")) == pytest.approx(1e-4)
    assert la.condition_number(preset("small")) == 1.0
    assert la.eigen(preset("stochastic")).values[0] == pytest.approx(1.0)


def test_the_collection_cannot_be_changed():
    with pytest.raises(TypeError):
        la.PRESETS["shear"] = None
