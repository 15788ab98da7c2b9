"""Frozen values that every room shares, and the bridge to FollowTheMoney."""
