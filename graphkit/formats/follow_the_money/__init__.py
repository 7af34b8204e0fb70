"""FollowTheMoney entities: OpenSanctions and Aleph read and write them."""
