"""What the demo newsroom has logged: plain values, a file a story. ``claims.demo.load`` records them."""

from __future__ import annotations

from claims.demo.logged.abroad import CLAIMS as ABROAD
from claims.demo.logged.brennick import CLAIMS as BRENNICK
from claims.demo.logged.bridge import CLAIMS as BRIDGE
from claims.demo.logged.dock import CLAIMS as DOCK
from claims.demo.logged.ferry import CLAIMS as FERRY
from claims.demo.logged.hospital import CLAIMS as HOSPITAL
from claims.demo.logged.port import CLAIMS as PORT

# a claim that takes the place of another stands before it
CLAIMS = (*FERRY, *PORT, *BRENNICK, *HOSPITAL, *BRIDGE, *DOCK, *ABROAD)
