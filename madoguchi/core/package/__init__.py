"""手続パッケージ - procedures as data: read, checked, packed into editions."""
