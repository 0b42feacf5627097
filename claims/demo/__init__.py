"""The demo newsroom: invented outlets on a small local site, and a newsroom that has logged their claims."""
