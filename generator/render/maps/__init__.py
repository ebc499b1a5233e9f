"""Maps that are drawn when the site is built: plain SVG, from the portal's own places alone.

No tiles and no borders of others are ever used: what a map shows is in the catalogue.
"""

from generator.render.maps.boundaries import Atlas, atlas
from generator.render.maps.views import MapView

__all__ = ["Atlas", "MapView", "atlas"]
