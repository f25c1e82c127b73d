"""Endurance: what must hold for a long time, or after many blows. The long forms run with ``-m endurance``."""
