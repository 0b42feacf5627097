"""URL or text in, Snapshot out. The only room that opens outgoing sockets."""
