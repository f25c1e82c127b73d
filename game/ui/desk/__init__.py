"""The facilitator's desk, and the wall."""
