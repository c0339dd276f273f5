"""Is one model better than another, or lucky?"""
