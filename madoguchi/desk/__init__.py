"""机 - deeds as plain functions, the only writers; each runs inside the wall and ends at one door, `act`."""
