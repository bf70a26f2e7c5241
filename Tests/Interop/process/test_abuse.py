"""A few seconds of `abuse.py`, whose ten minutes are for those who ask for them."""

import abuse


def test_the_well_behaved_are_served_beside_those_who_are_not():
    assert abuse.run(seconds=4, streams=300, half_bodies=100) == []
