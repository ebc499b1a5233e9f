"""Charts and profiles of columns as small drawings that need no script, with their words."""

from generator.render.charts.profiles import ProfileView, profile_view
from generator.render.charts.series import ChartView, chart_view

__all__ = ["ChartView", "ProfileView", "chart_view", "profile_view"]
