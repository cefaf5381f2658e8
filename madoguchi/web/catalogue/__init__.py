"""手続カタログの画面 - every procedure of the city for its staff: the road, what next, lists brought in."""
