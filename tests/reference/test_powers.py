# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Powers computed in two ways, and the rounding of results made from them."""
import pytest

from reference.powers import SCALE, as_number, decimal_power, power, power_sum


@pytest.mark.parametrize("p", [0.5, 1.5, 2.5])
def test_roots_agree_with_decimal_powers(p):
    for steps in (1, 2, 3, 9, 50, 255, 65535):
        assert abs(power(steps, p) - decimal_power(steps, p)) <= 1


def test_equal_sums_of_roots_are_one_number():
    assert as_number(power_sum([2, 2, 2], 0.5), 0.5) == as_number(power(18, 0.5), 0.5)


def test_perfect_squares_have_whole_roots():
    assert power(49, 0.5) == 7 * SCALE and power(9, 1.5) == 27 * SCALE


def test_integer_powers_are_integers():
    assert power_sum([0, 1, 2, 2], 0) == 3
    assert power_sum([65535] * 3, 3) == 3 * 65535**3


def test_other_powers_are_near_those_of_the_machine():
    assert as_number(power(1000, 0.3), 0.3) == pytest.approx(1000**0.3, rel=1e-15)
