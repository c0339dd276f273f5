"""What charts of distributions draw: layers of points, worked out with no chart at hand.

A picture is a dictionary. `window` holds the ends of both axes, `titles` their names, `names` the words at places
(x, y, text, what it is about), and every other entry is a layer: rows x, y, or x and two heights.
"""

from ...lazily import lazily

lazily(__name__)
