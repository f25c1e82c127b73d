"""What a seat and the facilitator may see."""
