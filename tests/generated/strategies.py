"""Hypothesis strategies of made-up reports: what is said, and how it is printed."""

from hypothesis import strategies as st

from tests.generated.choose import SCHEMES, make_annual, make_inspection
from tests.generated.layouts import (
    AnnualLayout,
    Layout,
    choose_annual_layout,
    choose_layout,
)
from tests.generated.truth import Annual, Inspection


@st.composite
def inspections(draw: st.DrawFn) -> Inspection:
    """Inspections of units and regions in which everything fits."""
    scheme = draw(st.sampled_from(SCHEMES))
    return make_inspection(draw(st.randoms(use_true_random=False)), scheme)


@st.composite
def annuals(draw: st.DrawFn) -> Annual:
    """Annual reports whose counts are those of their rows."""
    return make_annual(draw(st.randoms(use_true_random=False)))


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Layouts of reports of inspections."""
    return choose_layout(lambda options: draw(st.sampled_from(options)))


@st.composite
def annual_layouts(draw: st.DrawFn) -> AnnualLayout:
    """Layouts of annual reports."""
    return choose_annual_layout(lambda options: draw(st.sampled_from(options)))
